"""Interface -> which translation unit compiles what.

What annotated headers declare is compiled with the dispatch table. What an annotated source declares can be named in
that source alone, so a unit of its own includes the source and compiles its part of the table:

    headers          -> <name>.dispatch.cpp
    each source      -> <name>.dispatch/<path of the source, .dispatch before its extension>

The codec of a type that callables of headers use is in `<name>.goray.h`, for users' own code as well; that of a type
that only sources use is in their units, as no header may declare it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from goray_gen.lower.type_hints import inner_types
from goray_gen.model.interface import Actor, Callable, Class, Function, Interface, Location, Type


@dataclass(frozen=True)
class Unit:
    """What one translation unit compiles. `types`: names of those whose codecs it needs."""

    source: str
    """Path of the annotated source; '': the unit of the headers."""
    tasks: tuple[Callable, ...]
    actors: tuple[Actor, ...]
    classes: tuple[Class, ...]
    types: frozenset[str]
    driver: Function | None
    options: Function | None


def split_units(interface: Interface, sources: Iterable[str] = ()) -> tuple[Unit, tuple[Unit, ...]]:
    """The unit of the headers, and those of the annotated sources, sorted by path.

    Args:
        interface: What is annotated.
        sources: More sources that need a unit, though nothing in them is annotated.
    """
    annotated = {file.path for file in interface.files if file.kind == "source"}
    homes = {class_.name: _home(class_, interface.actors, annotated) for class_ in interface.classes}

    def unit(source: str) -> Unit:
        tasks = tuple(task for task in interface.tasks if _source(task.location, annotated) == source)
        actors = tuple(actor for actor in interface.actors if _source(actor.factory.location, annotated) == source)
        classes = tuple(class_ for class_ in interface.classes if homes[class_.name] == source)
        methods = [method for class_ in classes for method in class_.methods]
        types = _used(interface, (*tasks, *(actor.factory for actor in actors), *methods))
        functions = (_only(function, source, annotated) for function in (interface.driver, interface.options))
        return Unit(source, tasks, actors, classes, types, *functions)

    headers = unit("")
    units = (unit(source) for source in sorted({*annotated, *sources}))
    return headers, tuple(replace(unit, types=unit.types - headers.types) for unit in units)


def unit_path(name: str, source: str) -> str:
    """Where the unit of `source` lies below the folder of generated C++; goray_add_app.cmake knows it too.

    Example:
        >>> unit_path("shop", "../common/a.cpp")
        'shop.dispatch/__/common/a.dispatch.cpp'
    """
    *folders, file = ("__" if part == ".." else part for part in source.lstrip("/").split("/"))
    path = PurePosixPath(file)
    return "/".join((f"{name}.dispatch", *folders, f"{path.stem}.dispatch{path.suffix}"))


def _source(location: Location, annotated: set[str]) -> str:
    return location.file if location.file in annotated else ""


def _only(function: Function | None, source: str, annotated: set[str]) -> Function | None:
    return function if function and _source(function.location, annotated) == source else None


def _home(class_: Class, actors: Sequence[Actor], annotated: set[str]) -> str:
    """The unit that compiles the methods of a class: that of the headers if a header has a factory for it."""
    made = [_source(actor.factory.location, annotated) for actor in actors if actor.class_name == class_.name]
    return min(made, default="")


def _used(interface: Interface, callables: Iterable[Callable]) -> frozenset[str]:
    """The structs, enums and opaque classes in the signatures of `callables`, and all that those consist of."""
    structs = {struct.name: struct for struct in interface.structs}
    bases = {opaque.name: opaque.bases for opaque in interface.opaques}
    used: set[str] = set()

    def visit(type_: Type) -> None:
        if type_.kind in ("enum", "opaque", "struct") and type_.name not in used:
            used.update((type_.name, *bases.get(type_.name, ())))
            for field in structs[type_.name].fields if type_.name in structs else ():
                visit(field.type)
        for inner in inner_types(type_):
            visit(inner)

    for callable_ in callables:
        for type_ in (callable_.result, *(parameter.type for parameter in callable_.parameters)):
            visit(type_)
    return frozenset(used)
