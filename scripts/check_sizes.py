"""Fails where a source file is longer than 500 lines or a template longer than 60 (CONTRIBUTING.md says why)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LIMITS = {".cpp": 500, ".h": 500, ".py": 500, ".pyi": 500, ".go": 500, ".cmake": 500, ".j2": 60}

listed = subprocess.run(
    ["git", "ls-files", "-co", "--exclude-standard"], check=True, capture_output=True, text=True
).stdout.splitlines()
too_long = [
    f"{name}: {lines} lines, limit {LIMITS[path.suffix]}"
    for name in listed
    if (path := Path(name)).suffix in LIMITS
    and "expected" not in path.parts
    and path.exists()
    and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LIMITS[path.suffix]
]
print(*too_long, sep="\n")
sys.exit(bool(too_long))
