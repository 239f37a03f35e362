"""Whether a generated package and its library were generated from the same declarations."""

from __future__ import annotations

import os
from collections.abc import Mapping

from gorayffi import Library


def stale_callables(library: Library, hashes: Mapping[str, str], file: str) -> dict[str, str]:
    """The package's callables that the library lacks or has otherwise, each with the reason and the remedy.

    Args:
        hashes: The package's, by `task <name>`, `actor <name>` and `method <actor>.<name>`.
        file: A generated file of the package.
    """
    declared = library.hashes()
    if declared is None or declared == hashes:
        return {}
    return {
        label: _reason(label, label in declared, library.path, file)
        for label, hash_ in hashes.items()
        if declared.get(label) != hash_
    }


def _reason(label: str, known: bool, path: str, file: str) -> str:
    text = f"the library {path} has no {label}, for which the package was generated"
    if known:
        text = f"the package and its library {path} were generated from different declarations of the {label}"
    if _changed(path) < _changed(file):
        return f"{text}; the library is the older one: rebuild it"
    return f"{text}; the package is the older one: generate and install it again (cmake --build, or goray-gen)"


def _changed(path: str) -> float:
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 - pathlib is slow to import
    except OSError:  # imported from an archive
        return 0.0
