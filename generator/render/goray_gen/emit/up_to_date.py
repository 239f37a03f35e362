"""Whether an output folder holds all that a run would write, without making it: most builds change no declaration."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from goray_gen.emit.manifest import MANIFEST, hash_of, parse, relative


def hash_of_sources(interface: str, options: Iterable[object], own_files: Iterable[Path]) -> str:
    """Of all that the files of a run are made of: the interface, the options and the generator itself."""
    whole = hashlib.sha256(interface.encode())
    for option in options:
        whole.update(f"\0{option}".encode())
    for path in own_files:
        whole.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def is_up_to_date(folder: Path, command: str, name: str, inputs: Sequence[Path], sources: str) -> bool:
    """Whether the manifest of `folder` has this run, made of the same sources, and its files are as it wrote them.

    Raises:
        GenError: the manifest is damaged.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file() or manifest.is_symlink():
        return False
    wanted = (command, name, tuple(sorted(relative(path, folder) for path in inputs)), sources)
    return any(
        (run.command, run.name, run.inputs, run.sources) == wanted
        and all(_is_unchanged(folder / file, hashes) for file, hashes in run.files.items())
        for run in parse(manifest, manifest.read_bytes())
    )


def _is_unchanged(path: Path, hashes: Sequence[str]) -> bool:
    return path.is_file() and not path.is_symlink() and [hash_of(path.read_bytes())] == list(hashes)
