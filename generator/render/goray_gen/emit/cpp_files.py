"""AppView -> the generated C++ files."""

from __future__ import annotations

import jinja2

from goray_gen.lower.lower_cpp import lower
from goray_gen.model.interface import Interface


def render(interface: Interface, environment: jinja2.Environment) -> dict[str, str]:
    """Relative file name -> text of `<name>.goray.h` and `<name>.dispatch.cpp`."""
    view = lower(interface)
    return {
        f"{view.name}.goray.h": environment.get_template("cpp/goray.h.j2").render(app=view),
        f"{view.name}.dispatch.cpp": environment.get_template("cpp/dispatch.cpp.j2").render(app=view),
    }
