"""librpyc_bridge and its header, which generated Go needs beside it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from goray_gen.errors import GenError

BRIDGE_FILES = ("rpyc_bridge.h", "librpyc_bridge.so")


def bridge_files(given: Path | None, folder: Path) -> dict[Path, bytes]:
    """Path -> bytes of the library and its header beside the Go files, where their cgo lines look.

    Raises:
        GenError: they are not found.
    """
    files: dict[Path, bytes] = {}
    for name in BRIDGE_FILES:
        source = next((path for place in bridge_folders(given) if (path := place / name).is_file()), None)
        if source is None:
            raise GenError(
                f"{name} is in none of {', '.join(map(str, bridge_folders(given)))}; say where: --bridge FOLDER"
            )
        files[folder / name] = source.read_bytes()
    return files


def bridge_folders(given: Path | None) -> list[Path]:
    if given is not None:
        return [given, given / "lib", given / "include"]
    return [folder / part for folder in installed_folders() for part in ("lib", "include")] or [Path("goray/lib")]


def installed_folders() -> list[Path]:
    """Of the package `goray`, which is not imported."""
    spec = importlib.util.find_spec("goray")
    return [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []
