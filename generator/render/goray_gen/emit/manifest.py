"""What goray-gen noted about its files in an output folder, by which it tells them from those of others.

    {"runs": [{"command": "goray-gen", "name": "calc", "inputs": ["../src"],
               "sources": "<SHA-256>", "files": {"cpp/calc.goray.h": ["<SHA-256>"], ...}}]}

`sources` is of all that the files are made of, '' while they are written. Paths are relative to the folder that the
manifest lies in. While files are written, one has the hashes of its old and of its new text, so that the run after an
interrupted one knows either.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goray_gen.errors import GenError

MANIFEST = ".goray-gen.json"

Hashes = Mapping[str, tuple[str, ...]]
"""Path relative to the manifest's folder -> hashes of what goray-gen wrote there."""


@dataclass(frozen=True)
class Run:
    """What one command makes of its inputs. Its files take the place of those that it made before, and of no others.

    A later run is the same one if it has the same command, and the same name or the same inputs.
    """

    command: str
    name: str
    """Of the package, or of the service."""
    inputs: Sequence[Path]
    files: Mapping[Path, str | bytes]
    python_out: Path | None = None
    """The folder outside of the output folder in which files may lie."""
    shared: frozenset[Path] = frozenset()
    """Files that every run makes, so that the last one's stays."""
    sources: str = ""
    """See `up_to_date.hash_of_sources`; '': the next run makes all files anew, to compare them."""


@dataclass(frozen=True)
class Noted:
    """A run in the manifest."""

    command: str
    name: str
    inputs: tuple[str, ...]
    files: Hashes = field(hash=False)
    sources: str = ""

    def is_of(self, other: Noted) -> bool:
        return self.command == other.command and (self.name == other.name or self.inputs == other.inputs)

    def __str__(self) -> str:
        return f"{self.command} for {self.name}"


def noted(folder: Path, run: Run) -> Noted:
    """`run` as the manifest of `folder` has it, once its files are written."""
    files = {relative(path, folder): (hash_of(data_of(text)),) for path, text in run.files.items()}
    inputs = tuple(sorted(relative(path, folder) for path in run.inputs))
    return Noted(run.command, run.name, inputs, files, run.sources)


def parse(manifest: Path, data: bytes | None) -> tuple[Noted, ...]:
    """The runs in a manifest; none if there is no file. Raises GenError if it is damaged."""
    if data is None:
        return ()
    try:
        content: dict[str, Any] = json.loads(data)
        return tuple(
            Noted(
                str(item["command"]),
                str(item["name"]),
                tuple(map(str, item["inputs"])),
                {str(name): tuple(map(str, hashes)) for name, hashes in item["files"].items()},
                str(item.get("sources", "")),
            )
            for item in content.get("runs", ())
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GenError(f"{manifest}: damaged; remove it, and any generated file that is no longer wanted") from error


def manifest_text(runs: Sequence[Noted]) -> str:
    items = [
        {
            "command": run.command,
            "name": run.name,
            "inputs": run.inputs,
            "sources": run.sources,
            "files": dict(sorted(run.files.items())),
        }
        for run in sorted(runs, key=lambda run: (run.command, run.name))
    ]
    return json.dumps({"runs": items}, indent=2) + "\n"


def both(one: Hashes, other: Hashes) -> Hashes:
    """All files of the two, each with all its hashes."""
    names = sorted({*one, *other})
    return {name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in names}


def relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()


def data_of(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
