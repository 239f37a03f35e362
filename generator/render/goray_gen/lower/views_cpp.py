"""What the C++ templates print: every name and line decided, only the layout left."""

from __future__ import annotations

from dataclasses import dataclass

from goray_gen.model.interface import Function


@dataclass(frozen=True)
class Codec:
    """A specialisation of `goray::Codec`."""

    cpp: str
    base: str
    name: str
    member: str
    """The table's declaration, up to its `{`."""
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Invoker:
    """A function that takes the arguments of one call and makes it."""

    function: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A constant array of `goray::dispatch::<type>`; each row is a braced initialiser."""

    type: str
    name: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class MethodsView:
    namespace: str
    invokers: tuple[Invoker, ...]
    table: Table


@dataclass(frozen=True)
class AppView:
    """Everything the templates print."""

    name: str
    headers: tuple[str, ...]
    dispatch_includes: tuple[str, ...]
    codecs: tuple[Codec, ...]
    source_codecs: tuple[Codec, ...]
    """Of types that an annotated source defines, which only the dispatch table includes."""
    tasks: tuple[Invoker, ...]
    factories: tuple[Invoker, ...]
    classes: tuple[MethodsView, ...]
    task_table: Table
    actor_table: Table
    driver: Function | None
    options: Function | None
    generator: str
