"""Names of files that C++ cannot include: `#include` knows no escapes, in the scan and in generated code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from goray_gen.errors import GenError
from goray_gen.lower.text import include_path

_MARK = b"GORAY_"


def check_file_names(paths: Iterable[Path]) -> None:
    """Raises GenError if an annotated file below `paths` has a quote or a control character in its path."""
    for given in paths:
        for path in _files(given):
            try:
                include_path(str(path.absolute()))
            except GenError:
                if _is_annotated(path):
                    raise


def _files(given: Path) -> Iterator[Path]:
    """As the scanner does: folders recursively, but no hidden ones."""
    if given.is_file():
        yield given
    for folder, folders, files in os.walk(given):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in files)


def _is_annotated(path: Path) -> bool:
    try:
        return path.is_file() and _MARK in path.read_bytes()
    except OSError:
        return False
