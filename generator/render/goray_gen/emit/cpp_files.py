"""AppView -> the generated C++ files."""

from __future__ import annotations

from collections.abc import Iterable

import jinja2

from goray_gen.lower.lower_cpp import lower
from goray_gen.lower.spelling import Spell, as_in_cpp
from goray_gen.model.interface import Interface


def render(
    interface: Interface, environment: jinja2.Environment, sources: Iterable[str] = (), spell: Spell = as_in_cpp
) -> dict[str, str]:
    """Relative file name -> text of the headers `<name>.goray.h` and `<name>.remote.h`, and of all dispatch units.

    Args:
        interface: What is annotated.
        environment: The templates.
        sources: More sources that need a unit, which only includes them.
        spell: How Python spells the names of callables.
    """
    view = lower(interface, sources, spell)
    unit = environment.get_template("cpp/unit.cpp.j2")
    return {
        f"{view.name}.goray.h": environment.get_template("cpp/goray.h.j2").render(app=view),
        f"{view.name}.remote.h": environment.get_template("cpp/remote.h.j2").render(app=view),
        view.main.path: environment.get_template("cpp/dispatch.cpp.j2").render(app=view),
    } | {view_of_unit.path: unit.render(app=view, unit=view_of_unit) for view_of_unit in view.units}
