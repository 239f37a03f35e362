"""What the Python templates print: every name and annotation decided, only the layout left.

A `str` is the user's text, which a template prints through a filter.
"""

from __future__ import annotations

from dataclasses import dataclass

from goray_gen.lower.code import Code


@dataclass(frozen=True)
class Def:
    """A `def`. `parameters` are whole, as in `b: int = 1`; `self` is not among them."""

    name: Code
    parameters: tuple[Code, ...]
    result: Code
    doc: str
    deprecated: str | None = None


@dataclass(frozen=True)
class TaskView:
    name: Code
    wire: str
    place: str
    """Where C++ declares it: file, colon, line."""
    stub_class: Code
    call: Def
    """In process, for the stub."""
    remote: Def
    positional: Def
    """As `golang_local_run_task` takes it."""
    run: Def
    """What a worker runs; its defaults are values."""
    arguments: tuple[Code, ...]
    """What `run` passes on."""
    declared: tuple[Code, ...]
    """What `goray.package` is told of it, keyword arguments."""
    docstring: str
    """The docstring of the variable: signature, then documentation."""
    doc: str
    deprecated: str | None


@dataclass(frozen=True)
class FieldView:
    key: str
    name: Code | None
    """The key as a class body says it; `None`: it cannot, a keyword needs the functional form."""
    annotation: Code
    doc: str
    required: bool


@dataclass(frozen=True)
class LikeView:
    """The form of a struct that parameters take."""

    name: Code
    keys: Code
    """The class of the fields that no class body can spell."""
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class StructView:
    name: Code
    keys: Code
    """As in `LikeView`."""
    place: str
    """Where C++ declares it: file, colon, line."""
    doc: str
    fields: tuple[FieldView, ...]
    like: LikeView | None
    """`None`: parameters take the struct itself."""
    convert: tuple[tuple[str, Code], ...]
    """Key -> converter; empty: the wire's value will do."""
    converter: Code


@dataclass(frozen=True)
class EnumView:
    name: Code
    place: str
    """Where C++ declares it: file, colon, line."""
    doc: str
    members: tuple[tuple[Code, int, str], ...]
    """Name, value, documentation."""


@dataclass(frozen=True)
class FactoryView:
    wire: str
    place: str
    """Where C++ declares it: file, colon, line."""
    remote_class: Code
    """Inside of `_remote.Go`."""
    shown: str
    """What Ray calls it: `Go.` and its name on the wire."""
    variable: Code
    """The module's name for it; private where the class itself is exported under the factory's name."""
    stub_class: Code
    call: Def
    remote: Def
    positional: Def
    init: Def
    """`__init__` of the class in a module."""
    init_stub: Def
    arguments: tuple[Code, ...]
    declared: tuple[Code, ...]
    docstring: str
    doc: str
    deprecated: str | None
    exported: bool


@dataclass(frozen=True)
class MethodView:
    name: Code
    wire: str
    place: str
    """Where C++ declares it: file, colon, line."""
    call: Def
    remote: Def
    run: Def
    arguments: tuple[Code, ...]
    declared: tuple[Code, ...]
    stub_class: Code
    docstring: str
    doc: str
    deprecated: str | None


@dataclass(frozen=True)
class ClassView:
    name: Code
    handle: Code
    remote: Code
    """The class of the methods in a worker."""
    place: str
    """Where C++ declares it: file, colon, line."""
    doc: str
    methods: tuple[MethodView, ...]
    renamed: tuple[Code, ...]
    """Items of a dict of those that have another name on the wire."""
    factories: tuple[FactoryView, ...]
    primary: FactoryView | None
    """The factory that calling the class stands for."""


@dataclass(frozen=True)
class PackageView:
    package: str
    whole: Code
    """What the modules call the package."""
    library: str
    doc: str
    tasks_doc: str
    """Of the module `tasks`."""
    enums: tuple[EnumView, ...]
    structs: tuple[StructView, ...]
    tasks: tuple[TaskView, ...]
    classes: tuple[ClassView, ...]
    exports: tuple[str, ...]
    """`__all__`."""
    task_exports: tuple[str, ...]
    """That of the module `tasks`."""
    string_api: tuple[Code, ...]
    """Functions that the app has a use for."""
    hashes: tuple[tuple[str, str], ...]
    """See `hashes.hashes`."""
    literals: bool
    """Whether the string API has one overload for each task; see `lower_python.MAX_OVERLOADS`."""
