"""What is known of Python's tasks and actors. Nothing here names C++."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "any", "array", "bool", "bytes", "complex", "datetime", "dict", "duration", "enum", "float", "handle", "int",
    "list", "none", "optional", "path", "ref", "set", "split", "str", "stream", "struct", "tuple", "variant",
]  # fmt: skip


@dataclass(frozen=True)
class Type:
    """A type hint. `items`: key and value of a dict, the parts of a tuple or union, else the item, if it is known.

    Of results alone: a "stream" gives its items one after another, and "split" is a tuple whose parts are objects of
    their own.
    """

    kind: Kind
    items: tuple[Type, ...] = ()
    name: str = ""
    """Of a struct or an enum; of an array's items, as numpy has it."""
    rank: int = 0
    """Of an array."""
    changed: str = ""
    """What Python would be given in place of such a value that C++ sends; '': such a value."""

    def parts(self) -> Iterator[Type]:
        """The type itself, and all inside of it."""
        yield self
        for item in self.items:
            yield from item.parts()


ANY = Type("any")
NONE = Type("none")


EnumKind = Literal["flags", "int", "plain", "str"]
"""What the members of an enum are: numbers, of which "flags" can be combined, texts, or things that do not cross."""


@dataclass(frozen=True)
class Enum:
    """One whose members are integers."""

    name: str
    members: tuple[tuple[str, int], ...]
    flags: bool
    doc: str
    place: str
    """Its file, as comments show it."""


@dataclass(frozen=True)
class Field:
    name: str
    type: Type
    required: bool


@dataclass(frozen=True)
class Struct:
    """A TypedDict or a dataclass."""

    name: str
    fields: tuple[Field, ...]
    doc: str
    place: str
    """Its file, as comments show it."""


@dataclass(frozen=True)
class Parameter:
    name: str
    type: Type
    has_default: bool
    """Python's own: it is not sent unless the caller gives it."""
    by_keyword: bool = False
    """It is given by its name, and always: it has no default."""


@dataclass(frozen=True)
class Function:
    """A task, a method, or what makes an actor."""

    name: str
    wire: str
    """What Python finds it by: its name, or `module:name`."""
    parameters: tuple[Parameter, ...]
    variadic: bool
    """Takes `*args`."""
    result: Type | None
    """`None`: nobody says what it is."""
    left_out: tuple[str, ...]
    """Parameters with defaults that are given by keyword alone, which a call of C++ cannot do."""
    doc: str
    signature: str
    """As Python has it."""
    place: str
    """Its file, as comments show it."""


@dataclass(frozen=True)
class Actor:
    made: Function
    doc: str
    methods: tuple[Function, ...]


@dataclass(frozen=True)
class PythonTasks:
    """All that the files decorate, sorted by name. `structs`: each after those that it holds."""

    files: tuple[str, ...]
    enums: tuple[Enum, ...]
    structs: tuple[Struct, ...]
    tasks: tuple[Function, ...]
    actors: tuple[Actor, ...]
