"""The interface of an app, as `interface.json` tells it.

One frozen dataclass for each object of `generator/model/interface.schema.json`, with the same field names. `goray-scan`
writes the file, the renderers read it through `load.load`; nothing here names Clang, templates or target languages.

Example:
    >>> interface = load(Path("gen/interface.json"))
    >>> [task.name for task in interface.tasks]
    ['Divide', 'Hello']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

SCHEMA = 1
"""Version of the JSON format; `load` refuses any other."""

TypeKind = Literal[
    "actor",  # goray::ActorHandle<T>; `name`: the class, '' if unknown
    "any",  # goray::Any
    "args",  # goray::Args: the rest of the arguments
    "bool",
    "bytes",  # vector<byte>, vector<uint8_t>, span<const byte>, goray::Bytes
    "complex",  # `bits` of each part: 32 or 64
    "duration",  # std::chrono::duration
    "enum",  # `name`: key into Interface.enums
    "float",  # `bits`: 32 or 64
    "function",  # std::function, of a parameter; `elements`: the result, then the parameters
    "int",  # `bits`: 8..64, `signed`
    "json",  # nlohmann::json, ordered_json
    "list",  # `element`
    "map",  # `key`, `element`
    "ndarray",  # goray::NdArray<T, Rank>, span<T>; `element`, `rank`, `writable`
    "nil",  # std::monostate, of a variant
    "opaque",  # std::shared_ptr<T> of a class that is not a value; `name`: key into Interface.opaques
    "optional",  # `element`
    "path",  # std::filesystem::path
    "record_batch",  # goray::RecordBatch
    "ref",  # goray::ObjectRef<T>; `element`
    "set",  # `element`
    "shared_ptr",  # as `unique_ptr`
    "stream",  # goray::Generator<T>, of a result; `element`
    "string",  # string, string_view; const char* as a parameter
    "struct",  # `name`: key into Interface.structs
    "table",  # goray::Table
    "time_point",  # of std::chrono::system_clock
    "tuple",  # `elements`
    "unique_ptr",  # `element`: a field that is nil or the value
    "variant",  # `elements`
    "void",
]


@dataclass(frozen=True)
class Location:
    """Where a declaration stands: path relative to the scanned root, line and column from 1."""

    file: str
    line: int
    column: int

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Type:
    """A type of a parameter, a result or a field. `cpp` is its fully qualified C++ spelling without `const` and `&`."""

    kind: TypeKind
    cpp: str
    name: str = ""
    bits: int = 0
    signed: bool = False
    rank: int = 0
    writable: bool = False
    """As a parameter, C++ writes into the caller's array."""
    user_codec: bool = False
    """`cpp` is a class that a `goray::Codec` of the user's makes a value of."""
    python: str = ""
    """The type hint, if a `goray::Codec` of the user's has one of its own; '' otherwise."""
    view: bool = False
    """A `string_view` or `span`: it points into the message or the caller's array, and lives as long as the call."""
    reference: bool = False
    """Of an opaque: the parameter is a reference to what the pointer points at."""
    key: Type | None = None
    element: Type | None = None
    elements: tuple[Type, ...] = ()


@dataclass(frozen=True)
class Default:
    """A default argument or member initialiser.

    `cpp` is its source text. `value` is what Clang evaluated it to, as JSON (bool, int, float, str, null, list; of an
    enum its integer); `has_value` is false where JSON cannot say it.
    """

    cpp: str
    value: Any = None
    has_value: bool = False


@dataclass(frozen=True)
class Parameter:
    name: str
    type: Type
    default: Default | None


@dataclass(frozen=True)
class Callable:
    """A task, an actor's factory or an actor's method."""

    name: str
    """On the wire and in Python: `GORAY_NAME`, or `cpp_name`; `__call__` for `operator()`."""
    cpp_name: str
    cpp_class: str
    """Qualified name of the struct or class whose member it is."""
    static: bool
    const: bool
    hold_gil: bool
    parameters: tuple[Parameter, ...]
    result: Type
    doc: str
    deprecated: str | None
    """`None`: not deprecated. The attribute's message, or ''."""
    location: Location
    call: str = ""
    """C++ that is called with the object and the arguments; '': `cpp_name` is enough."""
    result_of: str = ""
    """The class of what is returned, if its `goray::ResultOf` makes the result of it; '' otherwise."""
    coroutine: bool = False
    """It gives a `goray::Async` of the result."""
    pointer: str = ""
    """C++ for a pointer to it; '' if other code cannot name it."""
    options: Any = None
    """Ray's options of `GORAY_REMOTE`, a `dict` of JSON's values; `None`: none."""
    cpp_namespace: str = ""
    """Of a task or factory: the namespace of its struct, without inline ones; '' is the global one."""


@dataclass(frozen=True)
class Actor:
    """A factory of the `Actors` struct; its `result` is void. `class_name` is a key into `Interface.classes`."""

    factory: Callable
    class_name: str
    ownership: Literal["value", "unique_ptr", "shared_ptr"]


@dataclass(frozen=True)
class Class:
    """What a factory makes; `methods` are its public ones, sorted by name."""

    name: str
    doc: str
    methods: tuple[Callable, ...]
    location: Location


@dataclass(frozen=True)
class Field:
    name: str
    type: Type
    default: Default | None
    doc: str


@dataclass(frozen=True)
class Struct:
    """An aggregate, or what `goray::Fields` makes of a class.

    `fields` are in the order of their declaration, those of base classes first.
    """

    name: str
    doc: str
    fields: tuple[Field, ...]
    location: Location
    fields_of: str = ""
    """The class whose `goray::Fields` it is, as C++ spells it; '': it is an aggregate."""


@dataclass(frozen=True)
class Enumerator:
    name: str
    value: int
    doc: str


@dataclass(frozen=True)
class Enum:
    name: str
    doc: str
    underlying: Type
    enumerators: tuple[Enumerator, ...]
    location: Location
    flags: bool = False
    """Values are sets of bits."""


@dataclass(frozen=True)
class Opaque:
    """A class that is not a value: Python gets objects that stand for what a `std::shared_ptr` of it points at."""

    name: str
    cpp: str
    """From the root."""
    doc: str
    location: Location
    bases: tuple[str, ...] = ()
    """`name` of the others that it converts to, also those of its bases."""


def bases_first(opaques: Iterable[Opaque]) -> list[Opaque]:
    """In an order in which each comes after those that it converts to, of which it has more than they have."""
    return sorted(opaques, key=lambda one: (len(one.bases), one.name))


@dataclass(frozen=True)
class Function:
    """The driver (`int()`) or the options function (`goray::Options()`)."""

    cpp: str
    location: Location


@dataclass(frozen=True)
class File:
    """A file with annotated declarations. The dispatch table includes it, a source as well as a header."""

    path: str
    kind: Literal["header", "source"]


@dataclass(frozen=True)
class Interface:
    """Everything annotated in one app. Lists are sorted by name (files by path), so equal apps give equal bytes."""

    package: str
    """The Python package, dotted if it is nested; its last part names the C++ files and the library."""
    generator: str
    """Version of goray-gen."""
    files: tuple[File, ...]
    tasks: tuple[Callable, ...]
    actors: tuple[Actor, ...]
    classes: tuple[Class, ...]
    structs: tuple[Struct, ...]
    enums: tuple[Enum, ...]
    driver: Function | None
    options: Function | None
    tasks_doc: str = ""
    """The comments of the structs with GORAY_TASKS, in the order of the files."""
    actors_doc: str = ""
    opaques: tuple[Opaque, ...] = ()
