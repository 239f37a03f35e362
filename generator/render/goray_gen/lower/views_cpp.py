"""What the C++ templates print: every name and line decided, only the layout left.

A `str` is the user's text, which a template prints through a filter.
"""

from __future__ import annotations

from dataclasses import dataclass

from goray_gen.lower.code import Code


@dataclass(frozen=True)
class Codec:
    """A specialisation of `goray::Codec`."""

    cpp: Code
    base: Code
    name: Code
    member: Code | None
    """The table's declaration, up to its `{`; `None`: there is none."""
    rows: tuple[Code, ...]

    @property
    def is_tuple(self) -> bool:
        """Whether the table is a tuple, which has one brace; an array has two."""
        return self.base in ("PartialStructCodec", "StructCodec")


@dataclass(frozen=True)
class Invoker:
    """A function that takes the arguments of one call and makes it."""

    function: Code
    lines: tuple[Code, ...]


@dataclass(frozen=True)
class Table:
    """A constant array of `goray::dispatch::<type>`; each row is a braced initialiser."""

    type: Code
    name: Code
    told: Code
    """Definitions of what the rows refer to, up to the beginning of the next line."""
    rows: tuple[Code, ...]


@dataclass(frozen=True)
class MethodsView:
    namespace: Code
    invokers: tuple[Invoker, ...]
    table: Table


@dataclass(frozen=True)
class UnitView:
    """One translation unit: that of the headers, or that of an annotated source."""

    path: str
    """Below the folder of generated C++."""
    source: str
    """Path of the annotated source, which the unit includes; '': the unit of the headers."""
    codecs: tuple[Codec, ...]
    tasks: tuple[Invoker, ...]
    factories: tuple[Invoker, ...]
    classes: tuple[MethodsView, ...]
    named: tuple[Code, ...]
    """Statements that say what functions are called on the wire, for typed calls."""
    driver: Code | None
    options: Code | None

    @property
    def is_empty(self) -> bool:
        """Nothing in the source is annotated."""
        return not (self.codecs or self.tasks or self.factories or self.classes or self.driver or self.options)


@dataclass(frozen=True)
class RemoteFunction:
    """A function of the client, or a method of one of its handles."""

    comment: Code | None
    text: Code


@dataclass(frozen=True)
class RemoteHandle:
    """The handle of an actor class, with its methods."""

    comment: Code | None
    name: Code
    class_: Code
    methods: tuple[RemoteFunction, ...]


@dataclass(frozen=True)
class RemoteSpace:
    """What the client has in one namespace."""

    name: Code
    handles: tuple[RemoteHandle, ...]
    functions: tuple[RemoteFunction, ...]


@dataclass(frozen=True)
class AppView:
    """Everything the templates print. The tables list the callables of all units."""

    name: str
    header: str
    """Name of the generated header."""
    has_json: bool
    """Whether values of nlohmann::json cross."""
    headers: tuple[str, ...]
    main: UnitView
    units: tuple[UnitView, ...]
    client: tuple[RemoteSpace, ...]
    task_table: Table
    actor_table: Table
    driver: Code
    options: Code
    generator: Code
