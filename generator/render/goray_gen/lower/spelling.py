"""How Python spells the names of callables and parameters: as C++ does, or in snake_case (`goray-gen --python-names`).

Classes, structs, enums, enumerators and fields keep their names in either; so do all names on the wire.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable as Function
from collections.abc import Iterable, Mapping
from typing import Final

from goray_gen.errors import GenError
from goray_gen.model.interface import Callable, Interface

Spell = Function[[str], str]

_ACRONYM: Final = re.compile(r"([^\W_a-z])(?=[^\W\d_a-z][a-z])")
_WORD: Final = re.compile(r"([a-z\d])(?=[A-Z])")


def as_in_cpp(name: str) -> str:
    return name


def snake_case(name: str) -> str:
    """`name` in small letters, with an underscore before each word that began with a capital.

    Example:
        >>> [snake_case(name) for name in ("HelloWorld", "HTTPGet", "ParseV2", "kMax", "already_so", "_Own")]
        ['hello_world', 'http_get', 'parse_v2', 'k_max', 'already_so', '_own']
    """
    return _WORD.sub(r"\1_", _ACRONYM.sub(r"\1_", name)).lower()


SPELLINGS: Final[Mapping[str, Spell]] = {"cpp": as_in_cpp, "snake_case": snake_case}
"""By what `--python-names` takes."""


def with_parameters(interface: Interface, spell: Spell) -> Interface:
    """`interface` with the parameters as Python spells them.

    Raises:
        GenError: two tasks, two factories, two methods of a class or two parameters have become one name.
    """
    _check(interface.tasks, "tasks", spell)
    _check((actor.factory for actor in interface.actors), "factories", spell)
    for class_ in interface.classes:
        _check(class_.methods, f"methods of {class_.name}", spell)

    def renamed(callable_: Callable) -> Callable:
        names = [parameter.name for parameter in callable_.parameters if parameter.name]
        for one, other in _pairs(names, spell):
            raise GenError(
                f"{_place(callable_)}: the parameters `{one}` and `{other}` of {callable_.name}() are both "
                f"`{spell(one)}` in Python; rename one, or leave out --python-names"
            )
        parameters = (dataclasses.replace(item, name=spell(item.name)) for item in callable_.parameters)
        return dataclasses.replace(callable_, parameters=tuple(parameters))

    return dataclasses.replace(
        interface,
        tasks=tuple(map(renamed, interface.tasks)),
        actors=tuple(dataclasses.replace(actor, factory=renamed(actor.factory)) for actor in interface.actors),
        classes=tuple(
            dataclasses.replace(class_, methods=tuple(map(renamed, class_.methods))) for class_ in interface.classes
        ),
    )


def _check(callables: Iterable[Callable], what: str, spell: Spell) -> None:
    found = {callable_.name: callable_ for callable_ in callables}
    for one, other in _pairs(found, spell):
        raise GenError(
            f"{_place(found[other])}: the {what} `{one}` ({_place(found[one])}) and `{other}` are both `{spell(one)}` "
            'in Python; give one of them another name: GORAY_NAME("..."), or leave out --python-names'
        )


def _pairs(names: Iterable[str], spell: Spell) -> Iterable[tuple[str, str]]:
    """Names that are spelled alike."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(spell(name), name)
        if other != name:
            yield other, name


def _place(callable_: Callable) -> str:
    where = callable_.location
    return f"{where.file}:{where.line}:{where.column}"
