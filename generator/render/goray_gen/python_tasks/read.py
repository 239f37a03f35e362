"""Modules -> `PythonTasks`: what they decorate, and the structs that these take and give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from goray_gen.python_tasks import catalogue
from goray_gen.python_tasks.callables import CallableReader
from goray_gen.python_tasks.decorators import Remote, remote_definitions
from goray_gen.python_tasks.diagnostics import Diagnostic, Location, Note, diagnostic
from goray_gen.python_tasks.model import PythonTasks, Struct
from goray_gen.python_tasks.module import Module
from goray_gen.python_tasks.structs import StructReader


def read_tasks(modules: Sequence[Module]) -> tuple[PythonTasks, list[Diagnostic]]:
    """What the modules decorate, and all that is wrong with it."""
    found = [item for module in modules for item in remote_definitions(module)]
    diagnostics = list[Diagnostic]()
    by_name = {module.name: module for module in modules if module.is_importable}
    structs = StructReader(by_name, [item.node for item in found], diagnostics)
    counted = Counter(module.name for module in modules)
    reader = CallableReader(structs, {name for name, count in counted.items() if count > 1})
    tasks = [task for item in found if (task := reader.task(item))]
    actors = [actor for item in found if (actor := reader.actor(item))]
    diagnostics += _names_twice(found, structs)
    diagnostics += [
        diagnostic(catalogue.NOTHING_DECORATED, Location(module.file, 1, 1), f"`{module.shown}`")
        for module in modules
        if not module.is_used and not any(item.module is module for item in found)
    ]
    read = PythonTasks(
        tuple(sorted({module.shown for module in modules})),
        tuple(sorted((enum for _, enum in structs.enums.values()), key=lambda enum: enum.name)),
        _ordered([struct for _, struct in structs.made.values()]),
        tuple(sorted(tasks, key=lambda task: task.name)),
        tuple(sorted(actors, key=lambda actor: actor.made.name)),
    )
    return read, diagnostics


def _ordered(structs: Iterable[Struct]) -> tuple[Struct, ...]:
    """By name, but each after those that it holds."""
    by_name = {struct.name: struct for struct in structs}
    placed: dict[str, Struct] = {}

    def place(struct: Struct) -> None:
        for part in (part for field in struct.fields for part in field.type.parts()):
            if part.kind == "struct" and part.name in by_name and part.name not in placed:
                place(by_name[part.name])
        placed[struct.name] = struct

    for name in sorted(by_name):
        if name not in placed:
            place(by_name[name])
    return tuple(placed.values())


def _names_twice(found: Iterable[Remote], structs: StructReader) -> list[Diagnostic]:
    places: dict[str, list[Location]] = {}
    for item in found:
        places.setdefault(item.node.name, []).append(item.module.location(item.node))
    named = [(node, module) for made in (structs.made, structs.enums) for node, (module, _) in made.items()]
    for node, module in named:
        places.setdefault(node.name, []).append(module.location(node))
    return [
        diagnostic(catalogue.NAME_TWICE, last, name, notes=[Note(first, "the other one")])
        for name, (first, *others) in places.items()
        for last in others
    ]
