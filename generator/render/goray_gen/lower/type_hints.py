"""C++ types -> Python type hints. Parameters are wide (`Sequence[T]`), results are exact (`list[T]`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from typing_extensions import LiteralString

from goray_gen.lower.code import Code, code, joined
from goray_gen.model.interface import Interface, Struct, Type

MODULES: Mapping[str, LiteralString] = {
    "Any": "typing",
    "AnyActor": "goray.typing",
    "BytesLike": "goray.typing",
    "Mapping": "collections.abc",
    "NDArray": "numpy.typing",
    "Never": "typing_extensions",
    "NumberArray": "goray.typing",
    "ObjectRef": "goray.typing",
    "RayHandle": "goray.typing",
    "Ref": "goray.typing",
    "Sequence": "collections.abc",
    "Set": "collections.abc",
    "bool": "builtins",
    "bytes": "builtins",
    "complex": "builtins",
    "dict": "builtins",
    "float": "builtins",
    "int": "builtins",
    "list": "builtins",
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
    """Those of the structs that have a parameter form -> its name, `XLike`."""
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
        """The parameter form of a struct, which may be the struct itself."""
        name = self.likes.get(cpp, self.types[cpp])
        return _member(self.home or self.package, name) if name in self.taken else name


def _member(module: Code, name: Code) -> Code:
    return code("{}.{}", module, name) if module else name


def returned(type_: Type, scope: Scope) -> Code:
    """The annotation of a callable's result: an empty tuple is no value, which is `None`."""
    return code("None") if type_.kind == "tuple" and not type_.elements else result(type_, scope)


def result(type_: Type, scope: Scope) -> Code:
    """What Python gets for a value of `type_`."""
    match type_.kind:
        case "actor":
            return scope.handle(type_.name) or scope.std("RayHandle")
        case "args":
            return code("{}[{}]", scope.std("list"), scope.std("Any"))
        case "bytes":
            return scope.std("bytes")
        case "duration":
            return code("datetime.timedelta")
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
        case "ref":
            return code("{}[{}]", scope.std("ObjectRef"), result(_element(type_), scope))
        case "set":
            return code("{}[{}]", scope.std("set"), result(_element(type_), scope))
        case "struct":
            return scope.own(type_.name)
        case "tuple":
            return _tuple([result(element, scope) for element in type_.elements], scope)
        case _:
            return _scalar(type_, scope)


def parameter(type_: Type, scope: Scope) -> Code:
    """What Python may give for a value of `type_`."""
    match type_.kind:
        case "actor":
            return scope.handle(type_.name) or scope.std("AnyActor")
        case "bytes":
            return scope.std("BytesLike")
        case "duration":
            return code("datetime.timedelta | {}", scope.std("float"))
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
        case "ref":
            return code("{}[{}]", scope.std("Ref"), parameter(_element(type_), scope))
        case "set":
            return code("{}[{}]", scope.std("Set"), parameter(_element(type_), scope))
        case "struct":
            return scope.like(type_.name)
        case "tuple":
            return _tuple([parameter(element, scope) for element in type_.elements], scope)
        case _:
            return _scalar(type_, scope)


def remote_parameter(type_: Type, scope: Scope) -> Code:
    """What `.remote()` takes: the value, or a reference to one."""
    if type_.kind == "ndarray" and type_.writable:
        return scope.std("Never")  # what C++ would write into is read-only in Ray's store
    whole = parameter(type_, scope)
    if type_.kind == "any":
        return whole
    value = _without_none(type_)
    ref = code("{} | {}[{}]", parameter(value, scope), scope.std("Ref"), whole)
    return ref if value is type_ else code("{} | None", ref)


def likes(interface: Interface) -> frozenset[str]:
    """Structs whose parameter form differs from their result form, and that a parameter can reach."""
    structs = {struct.name: struct for struct in interface.structs}
    differing = {name for name, struct in structs.items() if any(_differs(field.type) for field in struct.fields)}
    differing |= {
        name for name, struct in structs.items() if any(not required(struct, i) for i in range(len(struct.fields)))
    }
    while grown := {name for name in structs if structs_of(structs[name]) & differing} - differing:
        differing |= grown
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
    return frozenset(reached & differing)


def required(struct: Struct, index: int) -> bool:
    """Whether a field must be given: it has no default member initialiser and cannot be nil."""
    field = struct.fields[index]
    return field.default is None and field.type.kind not in ("optional", "shared_ptr", "unique_ptr")


def structs_of(struct: Struct) -> set[str]:
    return {name for field in struct.fields for name in _names_in(field.type)}


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


def _differs(type_: Type) -> bool:
    return type_.kind in ("actor", "bytes", "duration", "list", "map", "path", "ref", "set") or any(
        _differs(inner) for inner in inner_types(type_)
    )


def _ndarray(type_: Type, scope: Scope) -> Code:
    return code("{}[numpy.{}]", scope.std("NDArray"), code(_DTYPES[_item(_element(type_))]))


def _item(element: Type) -> tuple[str, int]:
    kind = "uint" if element.kind == "int" and not element.signed else element.kind
    return kind, element.bits


def _scalar(type_: Type, scope: Scope) -> Code:
    match type_.kind:
        case "any":
            return scope.std("Any")
        case "bool" | "complex" | "float" | "int":
            return scope.std(type_.kind)
        case "enum":
            return scope.own(type_.name)
        case "string":
            return scope.std("str")
        case "time_point":
            return code("datetime.datetime")
        case "void":
            return code("None")
        case _:
            raise AssertionError(f"no annotation for a {type_.kind}")


def _or_none(element: Type, annotate: Callable[[Type, Scope], Code], scope: Scope) -> Code:
    return code("{} | None", annotate(_without_none(element), scope))


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
