"""What the Python templates print: every name and annotation decided, only the layout left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Def:
    """A `def`. `parameters` are whole, as in `b: int = 1`; `self` is not among them."""

    name: str
    parameters: tuple[str, ...]
    result: str
    doc: str
    deprecated: str | None = None


@dataclass(frozen=True)
class TaskView:
    name: str
    wire: str
    call: Def
    """In process, for the stub."""
    remote: Def
    positional: Def
    """As `golang_local_run_task` takes it."""
    run: Def
    """What a worker runs; its defaults are values."""
    arguments: tuple[str, ...]
    """What `run` passes on."""
    declared: tuple[str, ...]
    """What `goray.package` is told of it, keyword arguments."""
    docstring: str
    """The docstring of the variable: signature, then documentation."""
    doc: str
    deprecated: str | None


@dataclass(frozen=True)
class FieldView:
    name: str
    annotation: str
    doc: str
    spellable: bool
    """Whether a class body can say it; a keyword needs the functional form."""
    required: bool


@dataclass(frozen=True)
class StructView:
    name: str
    doc: str
    fields: tuple[FieldView, ...]
    like_fields: tuple[FieldView, ...]
    """Empty: parameters take the struct itself."""
    convert: tuple[tuple[str, str], ...]
    """Field -> converter; empty: the wire's value will do."""
    converter: str


@dataclass(frozen=True)
class EnumView:
    name: str
    doc: str
    members: tuple[tuple[str, int, str], ...]
    """Name, value, documentation."""


@dataclass(frozen=True)
class FactoryView:
    wire: str
    variable: str
    """The module's name for it; private where the class itself is exported under the factory's name."""
    stub_class: str
    call: Def
    remote: Def
    positional: Def
    init: Def
    """`__init__` of the class in a module."""
    init_stub: Def
    arguments: tuple[str, ...]
    declared: tuple[str, ...]
    class_name: str
    docstring: str
    doc: str
    deprecated: str | None
    exported: bool


@dataclass(frozen=True)
class MethodView:
    name: str
    wire: str
    call: Def
    remote: Def
    run: Def
    arguments: tuple[str, ...]
    declared: tuple[str, ...]
    stub_class: str
    docstring: str
    doc: str
    deprecated: str | None


@dataclass(frozen=True)
class ClassView:
    name: str
    doc: str
    methods: tuple[MethodView, ...]
    renamed: tuple[str, ...]
    """Items of a dict of those that have another name on the wire."""
    factories: tuple[FactoryView, ...]
    primary: FactoryView | None
    """The factory that calling the class stands for."""


@dataclass(frozen=True)
class PackageView:
    package: str
    library: str
    doc: str
    enums: tuple[EnumView, ...]
    structs: tuple[StructView, ...]
    tasks: tuple[TaskView, ...]
    classes: tuple[ClassView, ...]
    exports: tuple[str, ...]
    """`__all__`."""
    string_api: tuple[str, ...]
    """Functions that the app has a use for."""
    hashes: tuple[tuple[str, str], ...]
    """See `hashes.hashes`."""
    literals: bool
    """Whether the string API has one overload for each task; see `lower_python.MAX_OVERLOADS`."""
