"""The one place that writes generated files.

    Run + the folder's manifest --make_plan--> Plan --write_files--> files
                                                    --differences--> what `--check` says (differences.py)

A file whose text is the same is left alone, so nothing is built again for nothing. Files of an earlier run that this
one no longer makes are removed, with the folders that are empty then. A file that goray-gen did not write is neither
replaced nor removed. The manifest is written before the first file and after the last one: whenever a run is
interrupted, the next one puts all in order.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import sys
from collections.abc import Generator, Sequence
from pathlib import Path

from goray_gen.emit.manifest import Run
from goray_gen.emit.plan import Plan, make_plan, real_folder
from goray_gen.errors import GenError

_REMEDIES = {
    errno.ENOSPC: "make room, and run it again",
    errno.EDQUOT: "make room, and run it again",
    errno.EACCES: "make its folder writable, or name another one",
    errno.EPERM: "make its folder writable, or name another one",
    errno.EROFS: "name a folder that is writable",
    errno.EEXIST: "a file stands where a folder must be: move it away, or name another folder",
    errno.ENOTDIR: "a file stands where a folder must be: move it away, or name another folder",
}


def write_files(folder: Path, run: Run) -> list[Path]:
    """Makes the files of `run` exactly what it says; returns those written or removed.

    Args:
        folder: The output folder; holds the manifest.
        run: Its files lie below `folder` or below its `python_out`.

    Raises:
        GenError: a file cannot be written or is not goray-gen's, or the manifest is damaged. Nothing was changed, or
            the next run puts all in order.
    """
    make_plan(folder, run).refuse()
    with _named(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        plan = make_plan(folder, run)  # other than before, if another process wrote meanwhile
        plan.refuse()
        return _carry_out(plan, run)


def extend_depfile(depfile: Path, more: Sequence[Path]) -> None:
    """Adds prerequisites to the one rule of a depfile in make's syntax."""
    escaped = [str(path).replace(" ", "\\ ") for path in more]
    with _named(depfile):
        rule = depfile.read_text(encoding="utf-8").rstrip("\n")
        depfile.write_text(" \\\n  ".join([rule, *escaped]) + "\n", encoding="utf-8")


def _carry_out(plan: Plan, run: Run) -> list[Path]:
    for path in plan.kept:
        print(f"goray-gen: note: {path} is no longer generated, but was changed by hand: left there", file=sys.stderr)
    if plan.written or plan.removed:
        _remove_temporaries(run)
        _replace(plan.manifest, plan.manifest_before)
    for path, data in plan.written.items():
        with _named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    for path in plan.removed:
        with _named(path):
            path.unlink(missing_ok=True)
            for cached in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
                cached.unlink(missing_ok=True)
    for path in plan.stale:
        _remove_empty_folders(path.parent, plan.roots)
    if plan.manifest_is_new:
        _replace(plan.manifest, plan.manifest_after)
    changed = [*plan.removed, *plan.written]
    return [*changed, plan.manifest] if plan.manifest_is_new else changed


def _replace(path: Path, data: bytes) -> None:
    """Never leaves half a file behind: a build that was interrupted must not take it for a whole one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with _named(path):
        try:
            temporary.unlink(missing_ok=True)
            with temporary.open("xb") as file:
                file.write(data)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _remove_temporaries(run: Run) -> None:
    """Those of runs that were killed."""
    for folder in {path.parent for path in run.files}:
        for path in folder.glob(".*.tmp"):
            match = re.fullmatch(r"\.(.+)\.(\d+)\.tmp", path.name)
            if match and folder / match[1] in run.files and not Path(f"/proc/{match[2]}").exists():
                with _named(path):
                    path.unlink(missing_ok=True)


def _remove_empty_folders(folder: Path, roots: Sequence[Path]) -> None:
    """`folder` and those above it, as long as they are empty, below `roots`: an empty package could be imported."""
    while any(real_folder(folder).is_relative_to(root) and real_folder(folder) != root for root in roots):
        for inner in (folder / "__pycache__", folder):
            with contextlib.suppress(OSError):
                inner.rmdir()
        if folder.exists():
            return
        folder = folder.parent


@contextlib.contextmanager
def _locked(folder: Path) -> Generator[None, None, None]:
    """Keeps another goray-gen out of `folder`, where the file system can."""
    with _named(folder):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _named(path: Path) -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "")
        raise GenError(f"{path}: cannot be written: {error.strerror}{remedy and '; '}{remedy}") from error
