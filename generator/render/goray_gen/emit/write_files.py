"""The one place that writes generated files.

A file whose text is the same is left alone, so nothing is built again for nothing. Files of an earlier run that this
one no longer makes are removed; a manifest in the output folder lists them, so no other file is ever touched.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from goray_gen.errors import GenError

MANIFEST = ".goray-gen.json"
"""`{"files": [paths]}`, sorted, relative to the folder it lies in."""


def write_files(folder: Path, files: Mapping[Path, str]) -> list[Path]:
    """Makes the generated files exactly `files`; returns those written or removed.

    Args:
        folder: The output folder; holds the manifest.
        files: Path -> text. Paths may lie outside `folder`.

    Raises:
        GenError: a file cannot be written, or the manifest is damaged.
    """
    changed: list[Path] = []
    try:
        for path in _stale(folder, files):
            path.unlink()
            changed.append(path)
        for path, text in (*files.items(), _manifest(folder, files)):
            if _read(path) != text.encode():
                path.parent.mkdir(parents=True, exist_ok=True)
                _replace(path, text)
                changed.append(path)
    except OSError as error:
        raise GenError(f"{error.filename}: cannot write: {error.strerror}") from error
    return changed


def differences(folder: Path, files: Mapping[Path, str]) -> list[str]:
    """What `write_files` would do, one line a file; empty if nothing. Writes nothing."""
    lines = [f"{path}: no longer generated" for path in _stale(folder, files)]
    for path, text in files.items():
        found = _read(path)
        if found is None:
            lines.append(f"{path}: missing")
        elif found != text.encode():
            lines.append(f"{path}: differs")
    return sorted(lines)


def extend_depfile(depfile: Path, more: Sequence[Path]) -> None:
    """Adds prerequisites to the one rule of a depfile in make's syntax."""
    escaped = [str(path).replace(" ", "\\ ") for path in more]
    rule = depfile.read_text(encoding="utf-8").rstrip("\n")
    depfile.write_text(" \\\n  ".join([rule, *escaped]) + "\n", encoding="utf-8")


def _stale(folder: Path, files: Mapping[Path, str]) -> list[Path]:
    kept = {path.absolute() for path in files}
    listed = [Path(os.path.normpath(folder.absolute() / name)) for name in _listed(folder)]
    return sorted(path for path in listed if path not in kept and path.is_file())


def _listed(folder: Path) -> list[str]:
    manifest = folder / MANIFEST
    data = _read(manifest)
    if data is None:
        return []
    try:
        return [str(name) for name in json.loads(data)["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise GenError(f"{manifest}: damaged; remove it, and any generated file that is no longer wanted") from error


def _manifest(folder: Path, files: Mapping[Path, str]) -> tuple[Path, str]:
    names = sorted(Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix() for path in files)
    return folder / MANIFEST, json.dumps({"files": names}, indent=2) + "\n"


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _replace(path: Path, text: str) -> None:
    """Never leaves half a file behind: a build that was interrupted must not take it for a whole one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)
