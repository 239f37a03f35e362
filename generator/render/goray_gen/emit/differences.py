"""What `goray-gen --check` says: how the files that stand there differ from those that would be written."""

from __future__ import annotations

from pathlib import Path

from goray_gen.emit.manifest import Run
from goray_gen.emit.plan import make_plan


def differences(folder: Path, run: Run) -> list[str]:
    """What `write_files` would do, one line a file; empty if nothing. Writes nothing."""
    plan = make_plan(folder, run)
    lines = [f"{path}: no longer generated" for path in plan.removed]
    lines += [
        f"{path}: {'differs' if path.exists() else 'missing'}"
        for path in (*plan.written, *plan.foreign)
        if path not in plan.of_other_runs
    ]
    return sorted(lines)
