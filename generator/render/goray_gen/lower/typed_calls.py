"""What functions are called on the wire: a unit tells the runtime, for `goray::Task<&F>` and its like."""

from __future__ import annotations

from collections.abc import Iterable

from goray_gen.lower.code import Code, code, rooted, spelled
from goray_gen.lower.text import quote
from goray_gen.lower.units import Unit


def named(unit: Unit) -> Iterable[Code]:
    """A statement for each callable of the unit that code can name, and for each factory."""
    for task in unit.tasks:
        if task.pointer:
            yield code("::goray::detail::NameTask<{}>({});", spelled(task.pointer), quote(task.name))
    for actor in unit.actors:
        name, made = quote(actor.factory.name), rooted(actor.class_name)
        if actor.factory.pointer:
            yield code("::goray::detail::NameFactory<{}>({});", spelled(actor.factory.pointer), name)
        yield code("::goray::detail::AddFactory<{}>({});", made, name)
    for class_ in unit.classes:
        for method in class_.methods:
            if method.pointer:
                own, pointer = rooted(class_.name), spelled(method.pointer)
                yield code("::goray::detail::NameMethod<{}, {}>({});", own, pointer, quote(method.name))
