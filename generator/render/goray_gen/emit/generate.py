"""Interface -> all generated files, by their paths below the output folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jinja2

from goray_gen.emit import cpp_files, python_package
from goray_gen.lower.spelling import Spell, as_in_cpp, with_parameters
from goray_gen.model.interface import Interface


@dataclass(frozen=True)
class Folders:
    """Where the files go: `cpp/` into `output`, the package into `python`."""

    output: Path
    python: Path


def generate(
    interface: Interface,
    environment: jinja2.Environment,
    folders: Folders,
    sources: Iterable[str] = (),
    spell: Spell = as_in_cpp,
    *,
    dataclasses: bool = False,
) -> dict[Path, str]:
    """Path -> text of every generated file but interface.json.

    Args:
        interface: What is annotated.
        environment: The templates.
        folders: Where the files go.
        sources: More sources that need a dispatch unit.
        spell: How Python spells the names of callables and parameters.
        dataclasses: Whether structs are dataclasses in Python, not a `TypedDict`.

    Raises:
        GenError: two names are spelled alike.
    """
    interface = with_parameters(interface, spell)
    package = folders.python.joinpath(*interface.package.split("."))
    cpp = cpp_files.render(interface, environment, sources, spell)
    python = python_package.render(interface, environment, spell, dataclasses=dataclasses)
    return {folders.output / "cpp" / name: text for name, text in cpp.items()} | {
        package / name: text for name, text in python.items()
    }
