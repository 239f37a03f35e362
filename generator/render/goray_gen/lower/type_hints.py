"""C++ types -> Python type hints. Parameters are wide (`Sequence[T]`), results are exact (`list[T]`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from typing_extensions import LiteralString

from goray_gen.lower.code import Code, alternatives, code, joined, spelled
from goray_gen.lower.own_hints import own_hint
from goray_gen.model.interface import Interface, Struct, Type

MODULES: Mapping[str, LiteralString] = {
    "Any": "typing",
    "AnyActor": "goray.typing",
    "ArrowLike": "goray.typing",
    "BytesLike": "goray.typing",
    "Callable": "collections.abc",
    "Iterable": "collections.abc",
    "Json": "goray.typing",
    "JsonLike": "goray.typing",
    "MapOptions": "goray.typing",
    "MapRefs": "goray.typing",
    "MapRefsOptions": "goray.typing",
    "MapResults": "goray.typing",
    "Mapping": "collections.abc",
    "NDArray": "numpy.typing",
    "Never": "typing_extensions",
    "NumberArray": "goray.typing",
    "ObjectRef": "goray.typing",
    "RayHandle": "goray.typing",
    "Ref": "goray.typing",
    "Sequence": "collections.abc",
    "Set": "collections.abc",
    "Stream": "goray.typing",
    "StreamRefs": "goray.typing",
    "TaskMapOptions": "goray.typing",
    "TaskMapRefsOptions": "goray.typing",
    "Unpack": "typing_extensions",
    "bool": "builtins",
    "bytes": "builtins",
    "complex": "builtins",
    "dict": "builtins",
    "float": "builtins",
    "int": "builtins",
    "list": "builtins",
    "object": "builtins",
    "set": "builtins",
    "str": "builtins",
    "tuple": "builtins",
}
"""Where each name that an annotation uses comes from, except the app's own types."""

_DTYPES: Mapping[tuple[str, int], LiteralString] = {
    ("bool", 0): "bool_",
    ("complex", 32): "complex64",
    ("complex", 64): "complex128",
    ("float", 32): "float32",
    ("float", 64): "float64",
    ("int", 8): "int8",
    ("int", 16): "int16",
    ("int", 32): "int32",
    ("int", 64): "int64",
    ("uint", 8): "uint8",
    ("uint", 16): "uint16",
    ("uint", 32): "uint32",
    ("uint", 64): "uint64",
}
"""numpy's scalar types by the kind and the bits of an array's items."""


@dataclass(frozen=True)
class Scope:
    """How type hints name things in one scope of the generated Python."""

    package: Code
    """How the generated modules call the package itself; '' in a text that no Python reads."""
    types: Mapping[str, Code]
    """Struct, enum or class in C++ -> its Python name."""
    likes: Mapping[str, Code]
    """Structs that a parameter can reach -> the name of what it takes, `XLike`."""
    handles: Mapping[str, Code]
    """Class -> the name of its handle's class, `XHandle`."""
    converters: Mapping[str, Code]
    """Struct -> the function that makes it of the wire's value."""
    taken: frozenset[str] = frozenset()
    """Names that the scope uses for something else: `int` becomes `builtins.int` beside a member `int`."""
    home: Code | None = None
    """Where a struct or enum whose name is taken is found; `None`: in the package."""

    def within(self, *taken: str) -> Scope:
        return replace(self, taken=self.taken | frozenset(taken))

    def at_run_time(self) -> Scope:
        """For modules that the package imports before it has its own names."""
        return replace(self, home=code("_types"))

    def std(self, name: LiteralString) -> Code:
        return code("{}.{}", code(MODULES[name]), code(name)) if name in self.taken else code(name)

    def named(self, name: str) -> Code:
        """A name of a user's own type hint, where the scope may use it for something else."""
        module = MODULES.get(name, "builtins")
        return spelled(f"{module}.{name}" if name in self.taken else name)

    def handle(self, cpp: str) -> Code | None:
        """The handle class of an actor class, `None` if it is not one of this app's.

        With its package: modules that the package itself imports name it, too.
        """
        name = self.handles.get(cpp)
        return name and _member(self.package, name)

    def own(self, cpp: str) -> Code:
        name = self.types[cpp]
        return _member(self.home or self.package, name) if name in self.taken else name

    def like(self, cpp: str) -> Code:
        """What a parameter takes for a struct; errors in C++ name the struct itself."""
        name = self.likes.get(cpp, self.types[cpp])
        return _member(self.home or self.package, name) if name in self.taken else name


def _member(module: Code, name: Code) -> Code:
    return code("{}.{}", module, name) if module else name


def returned(type_: Type, scope: Scope) -> Code:
    """The annotation of a callable's result: an empty tuple is no value, which is `None`."""
    return code("None") if type_.kind == "tuple" and not type_.elements else result(type_, scope)


def result(type_: Type, scope: Scope) -> Code:
    """What Python gets for a value of `type_`."""
    if type_.python:
        return own_hint(type_, scope.named)
    match type_.kind:
        case "actor":
            return scope.handle(type_.name) or scope.std("RayHandle")
        case "args":
            return code("{}[{}]", scope.std("list"), scope.std("Any"))
        case "bytes":
            return scope.std("bytes")
        case "duration":
            return code("datetime.timedelta")
        case "json":
            return scope.std("Json")
        case "list":
            return code("{}[{}]", scope.std("list"), result(_element(type_), scope))
        case "map":
            return code("{}[{}, {}]", scope.std("dict"), result(_key(type_), scope), result(_element(type_), scope))
        case "ndarray":
            return _ndarray(type_, scope)
        case "optional" | "shared_ptr" | "unique_ptr":
            return _or_none(_element(type_), result, scope)
        case "path":
            return code("pathlib.Path")
        case "record_batch":
            return code("pyarrow.RecordBatch")
        case "ref":
            return code("{}[{}]", scope.std("ObjectRef"), result(_element(type_), scope))
        case "set":
            return code("{}[{}]", scope.std("set"), result(_element(type_), scope))
        case "stream":
            return code("{}[{}]", scope.std("Stream"), item(type_, scope))
        case "struct":
            return scope.own(type_.name)
        case "table":
            return code("pyarrow.Table")
        case "tuple":
            return _tuple([result(element, scope) for element in type_.elements], scope)
        case "variant":
            return _union(type_, result, scope)
        case _:
            return _scalar(type_, scope)


def elements(type_: Type, scope: Scope) -> list[Code]:
    """Of a tuple that a callable returns the annotation of each element, else none."""
    is_tuple = type_.kind == "tuple" and not type_.python
    return [result(element, scope) for element in type_.elements] if is_tuple else []


def item(type_: Type, scope: Scope) -> Code:
    """What each item of a stream is."""
    return result(_element(type_), scope)


def parameter(type_: Type, scope: Scope) -> Code:
    """What Python may give for a value of `type_`."""
    if type_.python:
        return own_hint(type_, scope.named)
    match type_.kind:
        case "actor":
            return scope.handle(type_.name) or scope.std("AnyActor")
        case "bytes":
            return scope.std("BytesLike")
        case "duration":
            return code("datetime.timedelta | {}", scope.std("float"))
        case "function":
            return _function(type_, scope)
        case "json":
            return scope.std("JsonLike")
        case "list":
            sequence = code("{}[{}]", scope.std("Sequence"), parameter(_element(type_), scope))
            return code("{} | {}", sequence, scope.std("NumberArray")) if _holds_numbers(type_) else sequence
        case "map":
            key, element = parameter(_key(type_), scope), parameter(_element(type_), scope)
            return code("{}[{}, {}]", scope.std("Mapping"), key, element)
        case "ndarray":
            return _ndarray(type_, scope)
        case "optional" | "shared_ptr" | "unique_ptr":
            return _or_none(_element(type_), parameter, scope)
        case "path":
            return code("{} | os.PathLike[{}]", scope.std("str"), scope.std("str"))
        case "record_batch" | "table":
            return scope.std("ArrowLike")
        case "ref":
            return code("{}[{}]", scope.std("Ref"), parameter(_element(type_), scope))
        case "set":
            return code("{}[{}]", scope.std("Set"), parameter(_element(type_), scope))
        case "struct" if is_columns(type_):
            return code("{} | {}", scope.like(type_.name), scope.std("ArrowLike"))
        case "struct":
            return scope.like(type_.name)
        case "tuple":
            return _tuple([parameter(element, scope) for element in type_.elements], scope)
        case "variant":
            return _union(type_, parameter, scope)
        case _:
            return _scalar(type_, scope)


def remote_parameter(type_: Type, scope: Scope) -> Code:
    """What `.remote()` takes: the value, or a reference to one."""
    if type_.kind == "ndarray" and type_.writable:
        return scope.std("Never")  # what C++ would write into is read-only in Ray's store
    if type_.kind == "opaque":
        return scope.std("Never")  # it is in the caller's process alone
    whole = parameter(type_, scope)
    if type_.kind == "any" and not type_.python:
        return whole
    *values, last = alternatives(whole)
    ref = code("{}[{}]", scope.std("Ref"), whole)
    return joined(" | ", [*values, ref, last] if last == "None" else [*values, last, ref])


def likes(interface: Interface) -> frozenset[str]:
    """Structs that a parameter can reach: it takes dicts that leave fields out, and objects with the fields."""
    structs = {struct.name: struct for struct in interface.structs}
    callables = [
        *interface.tasks,
        *(actor.factory for actor in interface.actors),
        *(method for cls in interface.classes for method in cls.methods),
    ]
    reached: set[str] = set()
    new = {name for callable_ in callables for p in callable_.parameters for name in _names_in(p.type)}
    while new:
        reached |= new
        new = {name for struct in new for name in structs_of(structs[struct])} - reached
    return frozenset(reached)


def required(struct: Struct, index: int) -> bool:
    """Whether a field must be given: it has no default member initialiser and cannot be nil."""
    field = struct.fields[index]
    is_owner = field.type.kind in ("optional", "shared_ptr", "unique_ptr") and not field.type.user_codec
    return field.default is None and not is_owner


def is_columns(type_: Type) -> bool:
    """Whether a struct is of spans, a column each."""
    return type_.kind == "struct" and type_.cpp.startswith("::goray::Columns<")


def structs_of(struct: Struct) -> set[str]:
    return {name for field in struct.fields for name in _names_in(field.type)}


_BREADTHS: Mapping[str, int] = {
    "complex": 4,
    "duration": 3,
    "enum": 1,
    "float": 3,
    "int": 2,
    "list": 3,
    "map": 1,
    "bytes": 1,
    "set": 3,
    "tuple": 2,
}
"""Of what type checkers take for one another: an `int` is a `float`, a `str` a `Sequence[str]`; others: 0."""


def breadth(type_: Type) -> tuple[int, ...]:
    """Overloads of narrower parameters come first in a stub, as a type checker takes the first that fits.

    Example:
        >>> breadth(Type("int", "int")) < breadth(Type("float", "double"))
        True
    """
    if type_.kind in ("nil", "optional", "shared_ptr", "unique_ptr", "variant"):
        return max(map(breadth, alternatives_of(type_)), default=(0,))
    return (_BREADTHS.get(type_.kind, 0), *(part for inner in inner_types(type_) for part in breadth(inner)))


def inner_types(type_: Type) -> tuple[Type, ...]:
    """The types that `type_` is made of, one level down."""
    return tuple(inner for inner in (type_.key, type_.element, *type_.elements) if inner is not None)


def _holds_numbers(type_: Type) -> bool:
    """Whether an array of numbers has the shape of its lists."""
    element = _element(type_)
    return _holds_numbers(element) if element.kind == "list" else element.kind in ("bool", "complex", "float", "int")


def _names_in(type_: Type) -> set[str]:
    if type_.kind == "struct":
        return {type_.name}
    return {name for inner in inner_types(type_) for name in _names_in(inner)}


def _function(type_: Type, scope: Scope) -> Code:
    """What C++ calls with values as results are, and which gives one as a parameter takes it; for none, anything."""
    gives, *takes = type_.elements
    given = scope.std("object") if gives.kind == "void" else parameter(gives, scope)
    return code("{}[[{}], {}]", scope.std("Callable"), joined(", ", [result(one, scope) for one in takes]), given)


def _ndarray(type_: Type, scope: Scope) -> Code:
    return code("{}[numpy.{}]", scope.std("NDArray"), code(_DTYPES[_dtype(_element(type_))]))


def _dtype(element: Type) -> tuple[str, int]:
    kind = "uint" if element.kind == "int" and not element.signed else element.kind
    return kind, element.bits


def _scalar(type_: Type, scope: Scope) -> Code:
    match type_.kind:
        case "any":
            return scope.std("Any")
        case "bool" | "complex" | "float" | "int":
            return scope.std(type_.kind)
        case "enum" | "opaque":
            return scope.own(type_.name)
        case "string":
            return scope.std("str")
        case "time_point":
            return code("datetime.datetime")
        case "nil" | "void":
            return code("None")
        case _:
            raise AssertionError(f"no annotation for a {type_.kind}")


def _or_none(element: Type, annotate: Callable[[Type, Scope], Code], scope: Scope) -> Code:
    return code("{} | None", annotate(_without_none(element), scope))


def alternatives_of(type_: Type) -> tuple[Type, ...]:
    """What a value of `type_` is one of, but for `None`: of a variant its types, of an optional what it holds."""
    if type_.kind == "variant":
        return tuple(inner for element in type_.elements for inner in alternatives_of(element))
    if type_.kind == "nil":
        return ()
    value = _without_none(type_)
    return (type_,) if value is type_ else alternatives_of(value)


def _may_be_none(type_: Type) -> bool:
    return _without_none(type_) is not type_ or type_.kind == "nil" or any(map(_may_be_none, type_.elements))


def _union(type_: Type, annotate: Callable[[Type, Scope], Code], scope: Scope) -> Code:
    """Each alternative once, `None` at the end."""
    parts = {part: None for inner in alternatives_of(type_) for part in alternatives(annotate(inner, scope))}
    none = {code("None"): None} if any(map(_may_be_none, type_.elements)) else {}
    return joined(" | ", [*parts, *none])


def _without_none(type_: Type) -> Type:
    """`type_`, or what an optional of it holds."""
    return _without_none(_element(type_)) if type_.kind in ("optional", "shared_ptr", "unique_ptr") else type_


def _tuple(elements: list[Code], scope: Scope) -> Code:
    return code("{}[{}]", scope.std("tuple"), joined(", ", elements) if elements else code("()"))


def _element(type_: Type) -> Type:
    assert type_.element is not None, type_
    return type_.element


def _key(type_: Type) -> Type:
    assert type_.key is not None, type_
    return type_.key
