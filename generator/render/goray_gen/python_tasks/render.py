"""PythonTasks -> the text of `<name>.python.h`."""

from __future__ import annotations

import jinja2

from goray_gen.python_tasks.lower import lower_tasks
from goray_gen.python_tasks.model import PythonTasks


def render(tasks: PythonTasks, environment: jinja2.Environment) -> str:
    return environment.get_template("cpp/python.h.j2").render(tasks=lower_tasks(tasks))
