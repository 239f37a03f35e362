"""C++ names -> Python names. A clash is settled by a trailing underscore, in a fixed order."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from goray_gen.lower.type_hints import MODULES
from goray_gen.model.interface import Actor, Callable, Enum, Interface

PARAMETERS: Final = frozenset({"self", "cls", "_app", "name_", "options_"})
"""Taken in a generated `def`."""
ACTOR_API: Final = ("golang_actor_class", "golang_local_new_actor")
TASK_API: Final = ("golang_local_run_task", "golang_task")
PACKAGE: Final = frozenset(
    {
        "ActorFactory",
        "ActorHandle",
        "ActorMethod",
        "App",
        "LocalActor",
        "LocalMethod",
        "OMITTED",
        "RemoteActor",
        "Task",
        "dict_of",
        "handle_of",
        "list_of",
        "optional",
        "struct",
        "tuple_of",
    }
)
"""What `goray.package` has for the generated modules."""
FRAMEWORK: Final = PACKAGE | {
    "AnyTask",
    "ActorOptions",
    "ByName",
    "Go",
    "Literal",
    "MethodOptions",
    "Never",
    "NotRequired",
    "ObjectRef",
    "ReadOnly",
    "Required",
    "TypeAlias",
    "TaskOptions",
    "TypedDict",
    "Unpack",
    "by_name",
    "deprecated",
    "enum",
    "overload",
    "tasks",
    "type_check_only",
}
"""Names that the generated modules import or define for themselves."""
METHODS: Final = PACKAGE - {"ActorFactory", "ActorHandle", "App", "LocalActor", "RemoteActor", "Task"} | {
    "kill",
    "options",
    "remote",
    "tuple",
}
"""What a handle or a local actor class has for its own use, or says in its body."""
ENUM_MEMBERS: Final = frozenset(dir(int)) | {"mro", "name", "value"}


@dataclass(frozen=True)
class Names:
    """Python names of an app. Keys: a type's qualified C++ name; a callable's name on the wire."""

    types: Mapping[str, str]
    """Structs, enums and actor classes."""
    tasks: Mapping[str, str]
    factories: Mapping[str, str]
    """What the package exports: for a factory called as its class, that class."""


def assign(interface: Interface) -> Names:
    """The names of the package's contents. Tasks live in a module of their own; types and factories share one."""
    cpp_types = [
        *(item.name for item in interface.enums),
        *(item.name for item in interface.structs),
        *(item.name for item in interface.classes),
    ]
    taken = {*ACTOR_API, *TASK_API, *FRAMEWORK, *MODULES}
    types: dict[str, str] = {}
    for cpp in sorted(cpp_types):
        name = python_name(short_name(cpp, cpp_types), taken)
        types[cpp] = name
        taken |= {name, f"{name}Like", f"{name}Handle"}
    factories: dict[str, str] = {}
    for actor in interface.actors:
        wire = actor.factory.name
        own = types[actor.class_name]
        factories[wire] = own if wire == own else python_name(wire, taken)
        taken.add(factories[wire])
    tasks: dict[str, str] = {}
    for task in interface.tasks:
        tasks[task.name] = python_name(task.name, {*FRAMEWORK, *tasks.values()})
    return Names(types, tasks, factories)


def primary_factory(class_name: str, actors: Iterable[Actor], names: Names) -> Actor | None:
    """The factory that the class itself stands for in Python: `NewX` or `X` for a class `X`."""
    own = names.types[class_name]
    candidates = {actor.factory.name: actor for actor in actors if actor.class_name == class_name}
    return candidates.get(own) or candidates.get(f"New{own}")


def python_name(name: str, taken: Iterable[str] = ()) -> str:
    """`name`, with underscores after it while it is a keyword or one of `taken`.

    Example:
        >>> python_name("lambda")
        'lambda_'
    """
    used = set(taken)
    while keyword.iskeyword(name) or name in used:
        name += "_"
    return name


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


def parameter_names(callable_: Callable) -> tuple[str, ...]:
    """The Python names of the parameters, each once."""
    names: list[str] = []
    for parameter in callable_.parameters:
        names.append(python_name(parameter.name, {*PARAMETERS, *names}))
    return tuple(names)


def method_names(methods: Iterable[Callable], types: Iterable[str]) -> dict[str, str]:
    """Wire name -> Python name of a class's methods. They may not hide the package's types, which annotations name."""
    names: dict[str, str] = {}
    for method in methods:
        names[method.name] = python_name(method.name, {*METHODS, *types, *names.values()})
    return names


def enumerator_names(enum: Enum) -> dict[str, str]:
    """C++ name -> Python name of an enum's members. `enum` reserves `_x_` and `__x`, `int` has `real` and others."""
    names: dict[str, str] = {}
    for enumerator in enum.enumerators:
        name = enumerator.name
        if name.startswith("_"):
            name = f"m{name}"
        names[enumerator.name] = python_name(name, {*ENUM_MEMBERS, *names.values()})
    return names
