"""Fails where a source file is longer than 500 lines, a template longer than 60, or a folder has more than 25 files.

CONTRIBUTING.md says why. A catalogue, with a file or two for each of many things of one kind, may be long.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

LIMITS = {".cpp": 500, ".h": 500, ".py": 500, ".pyi": 500, ".go": 500, ".cmake": 500, ".j2": 60}
FILES = 25
CATALOGUES = ("docs/diagnostics", "docs/reference/api/cpp", "tests/diagnostics")

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
folders = Counter(str(Path(name).parent) for name in listed if Path(name).exists())
too_full = [
    f"{folder}: {count} files, limit {FILES}"
    for folder, count in folders.items()
    if count > FILES and folder not in CATALOGUES
]
print(*too_long, *too_full, sep="\n")
sys.exit(bool(too_long or too_full))
