"""C++ names -> Python names: which scopes a package has, and what is allocated in each, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from typing_extensions import LiteralString

from goray_gen.lower.allocator import PYTHON, Allocator
from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.spelling import Spell, as_in_cpp
from goray_gen.lower.type_hints import MODULES, Scope, likes
from goray_gen.model import overloads
from goray_gen.model.interface import Actor, Callable, Enum, Interface

PARAMETERS: Final = frozenset({"self", "cls", "_app", "name_", "options_"})
"""Taken in a generated `def`."""
ACTOR_API: Final[tuple[LiteralString, ...]] = ("golang_actor_class", "golang_local_new_actor")
TASK_API: Final[tuple[LiteralString, ...]] = ("golang_local_run_task", "golang_task")
PACKAGE: Final = frozenset(
    {
        "ActorFactory",
        "ActorHandle",
        "ActorMethod",
        "App",
        "LocalActor",
        "LocalMethod",
        "OMITTED",
        "ObjectRef",
        "Opaque",
        "Overload",
        "RemoteActor",
        "Task",
        "callback_of",
        "complex_of",
        "dataclass_of",
        "datetime_of",
        "dict_of",
        "either",
        "handle_of",
        "list_of",
        "one_of",
        "optional",
        "set_of",
        "struct",
        "timedelta_of",
        "tuple_of",
    }
)
"""What `goray.package` has for the generated modules."""
WHOLE: Final = frozenset(
    {
        "builtins",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "goray",
        "numpy",
        "os",
        "pathlib",
        "pyarrow",
        "typing",
    }
)
"""Modules that annotations name where a plain name means something else."""
FRAMEWORK: Final = (
    PACKAGE
    | WHOLE
    | {
        "AnyTask",
        "ActorOptions",
        "ByName",
        "ClassVar",
        "Go",
        "HasFields",
        "Literal",
        "MethodOptions",
        "Never",
        "NotRequired",
        "Protocol",
        "ReadOnly",
        "Required",
        "TypeAlias",
        "TaskOptions",
        "TypedDict",
        "Unpack",
        "_app",
        "_names",
        "_remote",
        "_types",
        "annotations",
        "by_name",
        "deprecated",
        "final",
        "overload",
        "tasks",
        "type_check_only",
    }
)
"""Names that the generated modules import or define for themselves."""
STREAMS: Final = frozenset({"Stream", "StreamMethod", "StreamRefs", "StreamTask", "StreamTaskOptions"})
"""What those of an app with streams import beside that."""
TUPLES: Final = frozenset({"SplitMethod", "SplitTask", "TupleMethod", "TupleTask"})
"""What those of an app import beside that where a task or a method returns several values."""
CALL_OPERATOR: Final = "__call__"
"""What `operator()` is called, which Python calls an object by."""
DECORATORS: Final = frozenset({"classmethod", "deprecated", "property"})
METHODS: Final = (
    PACKAGE - {"ActorHandle", "App", "LocalActor", "ObjectRef", "RemoteActor", "Task"}
    | DECORATORS
    | WHOLE
    | {"ActorOptions", "Any", "Never", "Unpack", "_app", "_remote", "_types", "kill", "options", "remote", "tuple"}
)
"""What a handle or a local actor class has for its own use, or says in its body."""
ENUM_MEMBERS: Final = frozenset(dir(int)) | {"mro", "name", "value"}


@dataclass(frozen=True)
class Names:
    """Python names of an app. Keys: a type's qualified C++ name; a callable's name on the wire."""

    scope: Scope
    """Of a module of the package: its own types, `XLike`, `XHandle` and `to_X`, and what it calls the package."""
    classes: Mapping[str, Code]
    """Actor classes. One that is sent as a struct as well has a name for each."""
    tasks: Mapping[str, Code]
    factories: Mapping[str, Code]
    """What the package exports: for a factory called as its class, that class."""
    methods: Mapping[str, Mapping[str, Code]]
    """Class -> its methods."""
    remotes: Mapping[str, Code]
    """Class -> `XMethods` of `_remote`."""
    remote_factories: Mapping[str, Code]
    """Factory -> its class in `_remote.Go`."""
    variables: Mapping[str, Code]
    """Factory -> the variable that holds it, `_make_X` where the class is exported under the factory's name."""
    stubs: Mapping[tuple[str, ...], Code]
    """What only stubs have, and the part of a struct with fields that no class body can spell; keys as in `assign`."""


def assign(interface: Interface, spell: Spell = as_in_cpp) -> Names:
    """The names of the package's contents. Tasks live in a module of their own; types and factories share one.

    What users call is named first. What only the package itself calls avoids all of that, in whichever module.
    """
    framework = FRAMEWORK | (STREAMS if _has_streams(interface) else frozenset[str]())
    framework |= TUPLES if _has_tuples(interface) else frozenset[str]()
    public = Allocator(PYTHON, {*ACTOR_API, *TASK_API, *framework, *(MODULES.keys() - STREAMS), *DECORATORS})
    sent = [item.name for group in (interface.enums, interface.opaques, interface.structs) for item in group]
    made = [item.name for item in interface.classes]
    every = [(cpp, is_class) for is_class, group in ((False, sent), (True, made)) for cpp in group]
    named = {key: public.allocate(short_name(key[0], [*sent, *made])) for key in sorted(every)}
    types, classes = {cpp: named[cpp, False] for cpp in sent}, {cpp: named[cpp, True] for cpp in made}
    own = {actor.factory.name: classes[actor.class_name] for actor in interface.actors}
    factories = {wire: name if name == wire else public.allocate(spell(wire)) for wire, name in own.items()}
    like_names = {cpp: public.allocate(f"{types[cpp]}Like") for cpp in sorted(likes(interface))}
    handles = {cpp: public.allocate(f"{classes[cpp]}Handle") for cpp in made}
    task_scope = Allocator(PYTHON, framework)
    tasks = {name: task_scope.allocate(spell(name)) for name in overloads.named(interface.tasks)}
    methods = {
        item.name: method_names(item.methods, (*types.values(), *classes.values()), spell) for item in interface.classes
    }

    private = public.inner(tasks.values())
    remotes = {cpp: private.allocate(f"{classes[cpp]}Methods") for cpp in made}
    converters = {item.name: private.allocate(f"to_{types[item.name]}") for item in interface.structs}
    variables = {
        wire: private.allocate(f"_make_{name}") if name == own[wire] else name for wire, name in factories.items()
    }
    stubs: dict[tuple[str, ...], Code] = {}
    for wire, name in factories.items():
        stubs["factory", wire] = private.allocate(f"_{name}Factory" if name == own[wire] else f"_{name}")
    for cpp, names in methods.items():
        for wire, name in names.items():
            stubs["method", cpp, wire] = private.allocate(f"_{classes[cpp]}_{name}")
            stubs["method map", cpp, wire] = private.allocate(f"_{classes[cpp]}_{name}_Map")
            stubs["method split", cpp, wire] = private.allocate(f"_{classes[cpp]}_{name}_Split")
    for wire, name in tasks.items():
        stubs["task", wire] = private.allocate(f"_{name}")
        stubs["task map", wire] = private.allocate(f"_{name}_Map")
        stubs["task split", wire] = private.allocate(f"_{name}_Split")
    for name in (*types.values(), *like_names.values()):
        stubs["keys", name] = private.allocate(f"_{name}Keys")
    for cpp, name in like_names.items():
        stubs["dict", name] = private.allocate(f"_{types[cpp]}Dict")
        stubs["fields", name] = private.allocate(f"_{types[cpp]}Fields")

    members = {name for names in methods.values() for name in names.values()}
    fields = {field.name for struct in interface.structs for field in struct.fields}
    package = _package(interface.package, private.inner(members | fields))
    inside_go = Allocator(PYTHON, remotes.values())
    remote_factories = {wire: inside_go.allocate(wire) for wire in factories}
    scope = Scope(package, types, like_names, handles, converters)
    return Names(scope, classes, tasks, factories, methods, remotes, remote_factories, variables, stubs)


def _has_streams(interface: Interface) -> bool:
    return any(callable_.result.kind == "stream" for callable_ in _with_results(interface))


def _has_tuples(interface: Interface) -> bool:
    return any(len(callable_.result.elements) > 1 for callable_ in _with_results(interface))


def _with_results(interface: Interface) -> list[Callable]:
    return [*interface.tasks, *(method for cls in interface.classes for method in cls.methods)]


def _package(package: str, scope: Allocator) -> Code:
    """What the modules call the package: by its name, but by another one if its first part means something else."""
    parts = [Allocator(PYTHON).allocate(part) for part in package.split(".")]
    alias = scope.allocate(parts[0])
    return joined(".", parts) if alias == parts[0] else alias


def primary_factory(class_name: str, actors: Iterable[Actor], names: Names) -> Actor | None:
    """The factory that the class itself stands for in Python: `NewX` or `X` for a class `X`."""
    own = names.classes[class_name]
    candidates = {actor.factory.name: actor for actor in actors if actor.class_name == class_name}
    return candidates.get(own) or candidates.get(f"New{own}")


def short_name(cpp: str, among: Iterable[str]) -> str:
    """The shortest tail of a qualified name that no other name of `among` has, joined by underscores.

    Example:
        >>> short_name("a::Point", ["a::Point", "b::Point"]), short_name("a::Line", ["a::Line"])
        ('a_Point', 'Line')
    """
    parts = cpp.split("::")
    others = [other.split("::") for other in among if other != cpp]
    for size in range(1, len(parts) + 1):
        if all(other[-size:] != parts[-size:] for other in others):
            return "_".join(parts[-size:])
    return "_".join(parts)


def parameter_names(callable_: Callable, taken: Iterable[str] = ()) -> tuple[Code, ...]:
    """The Python names of the parameters, each once. `taken`: what else the body of the `def` names."""
    scope = Allocator(PYTHON, {*PARAMETERS, *taken})
    return tuple(scope.allocate(parameter.name) for parameter in callable_.parameters)


def method_names(methods: Iterable[Callable], types: Iterable[str], spell: Spell = as_in_cpp) -> dict[str, Code]:
    """Wire name -> Python name of a class's methods. They may not hide the package's types, which annotations name."""
    scope = Allocator(PYTHON, {*METHODS, *types})
    return {
        name: code(CALL_OPERATOR) if name == CALL_OPERATOR else scope.allocate(spell(name))
        for name in overloads.named(methods)
    }


def enumerator_names(enum: Enum) -> dict[str, Code]:
    """C++ name -> Python name of an enum's members. `enum` reserves `_x_` and `__x`, `int` has `real` and others."""
    scope = Allocator(PYTHON, ENUM_MEMBERS)
    members = [item.name for item in enum.enumerators]
    return {name: scope.allocate(f"m{name}" if name.startswith("_") else name) for name in members}
