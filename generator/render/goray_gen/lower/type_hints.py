"""C++ types -> Python type hints. Parameters are wide (`Sequence[T]`), results are exact (`list[T]`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from goray_gen.model.interface import Interface, Struct, Type

MODULES = {
    "Any": "typing",
    "AnyActor": "goray.typing",
    "BytesLike": "goray.typing",
    "Mapping": "collections.abc",
    "ObjectRef": "goray.typing",
    "RayHandle": "goray.typing",
    "Ref": "goray.typing",
    "Sequence": "collections.abc",
    "bool": "builtins",
    "bytes": "builtins",
    "dict": "builtins",
    "float": "builtins",
    "int": "builtins",
    "list": "builtins",
    "str": "builtins",
    "tuple": "builtins",
}
"""Where each name that an annotation uses comes from, except the app's own types."""


@dataclass(frozen=True)
class Scope:
    """How type hints name things in one scope of the generated Python."""

    package: str
    types: Mapping[str, str]
    """Struct, enum or class in C++ -> its Python name."""
    likes: frozenset[str]
    """C++ names of the structs that have a parameter form, `XLike`."""
    taken: frozenset[str] = frozenset()
    """Names that the scope uses for something else: `int` becomes `builtins.int` beside a member `int`."""

    def within(self, *taken: str) -> Scope:
        return replace(self, taken=self.taken | frozenset(taken))

    def std(self, name: str) -> str:
        return f"{MODULES[name]}.{name}" if name in self.taken else name

    def handle(self, cpp: str) -> str:
        """The handle class of an actor class, '' if it is not one of this app's.

        With its package: modules that the package itself imports name it, too.
        """
        name = self.types.get(cpp)
        return f"{self.package}.{name}Handle".lstrip(".") if name else ""

    def own(self, cpp: str, suffix: str = "") -> str:
        name = self.types[cpp] + suffix
        return f"{self.package}.{name}" if name in self.taken else name


def returned(type_: Type, scope: Scope) -> str:
    """The annotation of a callable's result: an empty tuple is no value, which is `None`."""
    return "None" if type_.kind == "tuple" and not type_.elements else result(type_, scope)


def result(type_: Type, scope: Scope) -> str:
    """What Python gets for a value of `type_`."""
    match type_.kind:
        case "actor":
            return scope.handle(type_.name) or scope.std("RayHandle")
        case "args":
            return f"{scope.std('list')}[{scope.std('Any')}]"
        case "bytes":
            return scope.std("bytes")
        case "list":
            return f"{scope.std('list')}[{result(_element(type_), scope)}]"
        case "map":
            return f"{scope.std('dict')}[{result(_key(type_), scope)}, {result(_element(type_), scope)}]"
        case "optional" | "unique_ptr":
            return _or_none(result(_element(type_), scope))
        case "ref":
            return f"{scope.std('ObjectRef')}[{result(_element(type_), scope)}]"
        case "struct":
            return scope.own(type_.name)
        case "tuple":
            return _tuple([result(element, scope) for element in type_.elements], scope)
        case _:
            return _scalar(type_, scope)


def parameter(type_: Type, scope: Scope) -> str:
    """What Python may give for a value of `type_`."""
    match type_.kind:
        case "actor":
            return scope.handle(type_.name) or scope.std("AnyActor")
        case "bytes":
            return scope.std("BytesLike")
        case "list":
            return f"{scope.std('Sequence')}[{parameter(_element(type_), scope)}]"
        case "map":
            return f"{scope.std('Mapping')}[{parameter(_key(type_), scope)}, {parameter(_element(type_), scope)}]"
        case "optional" | "unique_ptr":
            return _or_none(parameter(_element(type_), scope))
        case "ref":
            return f"{scope.std('Ref')}[{parameter(_element(type_), scope)}]"
        case "struct":
            return scope.own(type_.name, "Like" if type_.name in scope.likes else "")
        case "tuple":
            return _tuple([parameter(element, scope) for element in type_.elements], scope)
        case _:
            return _scalar(type_, scope)


def remote_parameter(type_: Type, scope: Scope) -> str:
    """What `.remote()` takes: the value, or a reference to one."""
    text = parameter(type_, scope)
    if type_.kind == "any":
        return text
    plain = text.removesuffix(" | None")
    return f"{plain} | {scope.std('Ref')}[{text}]{text.removeprefix(plain)}"


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
    return field.default is None and field.type.kind not in ("optional", "unique_ptr")


def structs_of(struct: Struct) -> set[str]:
    return {name for field in struct.fields for name in _names_in(field.type)}


def inner_types(type_: Type) -> tuple[Type, ...]:
    """The types that `type_` is made of, one level down."""
    return tuple(inner for inner in (type_.key, type_.element, *type_.elements) if inner is not None)


def _names_in(type_: Type) -> set[str]:
    if type_.kind == "struct":
        return {type_.name}
    return {name for inner in inner_types(type_) for name in _names_in(inner)}


def _differs(type_: Type) -> bool:
    return type_.kind in ("actor", "bytes", "list", "map", "ref") or any(
        _differs(inner) for inner in inner_types(type_)
    )


def _scalar(type_: Type, scope: Scope) -> str:
    match type_.kind:
        case "any":
            return scope.std("Any")
        case "bool" | "float" | "int":
            return scope.std(type_.kind)
        case "enum":
            return scope.own(type_.name)
        case "string":
            return scope.std("str")
        case "void":
            return "None"
        case _:
            raise AssertionError(f"no annotation for a {type_.kind}")


def _or_none(text: str) -> str:
    return text if text.endswith(" | None") else f"{text} | None"


def _tuple(elements: list[str], scope: Scope) -> str:
    return f"{scope.std('tuple')}[{', '.join(elements) or '()'}]"


def _element(type_: Type) -> Type:
    assert type_.element is not None, type_
    return type_.element


def _key(type_: Type) -> Type:
    assert type_.key is not None, type_
    return type_.key
