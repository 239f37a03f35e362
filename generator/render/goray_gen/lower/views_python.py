"""What the Python templates print: every name and annotation decided, only the layout left.

A `str` is the user's text, which a template prints through a filter.
"""

from __future__ import annotations

from dataclasses import dataclass

from goray_gen.lower.code import Code, code
from goray_gen.lower.text import literal


@dataclass(frozen=True)
class Def:
    """A `def`. `parameters` are whole, as in `b: int = 1`; `self` is not among them."""

    name: Code
    parameters: tuple[Code, ...]
    result: Code
    doc: str
    deprecated: str | None = None


@dataclass(frozen=True)
class MapView:
    """`map` of a task or of a method, for the stub."""

    stub_class: Code
    call: Def
    remote: Def


@dataclass(frozen=True)
class SplitView:
    """A task or method with `num_returns`, for the stub: `remote` gives a reference for each element of its tuple."""

    stub_class: Code
    base: Code
    """Of the stub's class of the task or method itself, whose `options` give this one."""
    remote: Def


@dataclass(frozen=True)
class TaskView:
    name: Code
    wire: str
    place: str
    """Where C++ declares it: file, colon, line."""
    stub_class: Code
    call: tuple[Def, ...]
    """In process, for the stub; one for each overload, as all that are tuples."""
    remote: tuple[Def, ...]
    map: MapView | None
    """`None`: it has no parameters, or overloads, or gives a stream."""
    split: SplitView | None
    """`None`: it returns no tuple of several values, or has overloads."""
    positional: tuple[Def, ...]
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
    is_stream: bool


@dataclass(frozen=True)
class FieldView:
    key: str
    name: Code | None
    """The key as a class body says it; `None`: it cannot, a keyword needs the functional form."""
    annotation: Code
    doc: str
    required: bool


@dataclass(frozen=True)
class AttributeView:
    """A field of a dataclass."""

    name: Code
    """What Python calls it: a keyword cannot be an attribute's name."""
    key: str
    """On the wire."""
    annotation: Code
    default: Code | None
    """What the class body assigns to it."""
    stub_annotation: Code
    stub_default: Code | None
    doc: str


@dataclass(frozen=True)
class LikeView:
    """What a parameter takes for a struct: a dict, or an object with the fields."""

    alias: Code
    """`XLike`, either of them."""
    name: Code
    """The class of the dict."""
    objects: Code
    """The protocol of the objects, which only stubs have."""
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
    """`None`: no parameter takes it."""
    convert: tuple[tuple[str, Code], ...]
    """Key -> converter; empty: the wire's value will do."""
    converter: Code
    attributes: tuple[AttributeView, ...] | None
    """Of a dataclass; `None`: it is a `TypedDict`."""

    @property
    def converted(self) -> tuple[Code, ...]:
        """Items of a dict of `convert`."""
        return tuple(code("{}: {}", literal(key), how) for key, how in self.convert)

    @property
    def renamed(self) -> tuple[Code, ...]:
        """Items of a dict of the fields that a dataclass calls otherwise than C++ does."""
        items = self.attributes or ()
        return tuple(code("{}: {}", literal(item.key), literal(item.name)) for item in items if item.key != item.name)


@dataclass(frozen=True)
class EnumView:
    name: Code
    place: str
    """Where C++ declares it: file, colon, line."""
    doc: str
    members: tuple[tuple[Code, int, str], ...]
    """Name, value, documentation."""
    flags: bool
    """Whether it is an `IntFlag`, not an `IntEnum`."""


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
    call: tuple[Def, ...]
    remote: tuple[Def, ...]
    positional: tuple[Def, ...]
    init: Def
    """`__init__` of the class in a module."""
    init_stub: tuple[Def, ...]
    submit: Def
    """`remote` of the class in a module."""
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
    call: tuple[Def, ...]
    remote: tuple[Def, ...]
    map: MapView | None
    """As in `TaskView`."""
    split: SplitView | None
    """As in `TaskView`."""
    run: Def
    arguments: tuple[Code, ...]
    declared: tuple[Code, ...]
    stub_class: Code
    docstring: str
    doc: str
    group: str | None
    """Ray's concurrency group that it runs in."""
    deprecated: str | None
    is_stream: bool
    is_coroutine: bool


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
    streams: tuple[Code, ...]
    """Items of a list of those that give streams."""
    coroutines: tuple[Code, ...]
    """Items of a list of those that are coroutines."""
    options: tuple[Code, ...]
    """Items of a dict of those that have options of Ray."""
    factories: tuple[FactoryView, ...]
    primary: FactoryView | None
    """The factory that calling the class stands for."""


@dataclass(frozen=True)
class OpaqueView:
    """A class whose objects stay in C++."""

    name: Code
    cpp: str
    """As the library calls it."""
    bases: Code
    """What its class in Python derives from."""
    is_final: bool
    place: str
    doc: str


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
    opaques: tuple[OpaqueView, ...]
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
    has_overloads: bool
    """What they give of an `int` and of a `float` may differ, while to type checkers every `int` is a `float`."""
    literals: bool
    """Whether the string API has one overload for each task; see `lower_python.MAX_OVERLOADS`."""
