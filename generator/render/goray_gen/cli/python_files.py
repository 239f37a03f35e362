"""The files of `--python-tasks`: what they decorate, and the header that is made of it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goray_gen.cli.explain import codes_in
from goray_gen.errors import GenError
from goray_gen.python_tasks.model import PythonTasks


@dataclass(frozen=True)
class PythonFiles:
    files: tuple[Path, ...]
    tasks: PythonTasks | None
    """`None`: no file was named, or one has errors."""
    has_errors: bool
    key: tuple[str, ...]
    """What the header depends on."""


def read_python_files(texts: Sequence[str], root: Path) -> PythonFiles:
    """Reads the files, each once; what is wrong with them goes to stderr.

    Args:
        texts: `FILE` or `MODULE=FILE`.
        root: Comments in generated code show paths relative to it.

    Raises:
        GenError: a file cannot be read.
    """
    if not texts:
        return PythonFiles((), None, False, ())
    # Imported here, as most apps name no file.
    from goray_gen.python_tasks.diagnostics import Diagnostic, render
    from goray_gen.python_tasks.module import Given, Module, read_module
    from goray_gen.python_tasks.read import read_tasks

    given = {item.path.resolve(): item for item in map(Given.parse, texts)}
    modules: list[Module] = []
    found: list[Diagnostic] = []
    for item in given.values():
        module, wrong = read_module(item, root)
        modules.append(module)
        found += wrong
    tasks = None
    if not found:
        try:
            tasks, found = read_tasks(modules)
        except RecursionError:
            raise GenError(f"--python-tasks {', '.join(texts)}: hints or classes are nested too deeply") from None
    if found:
        told = render(found, str(Path.cwd()), {module.file: module.text for module in modules})
        sys.stderr.write(told)
        code = codes_in(told)[0]
        print(f"goray-gen: `goray-gen explain {code}` says more, and what to write instead", file=sys.stderr)
    key = tuple(
        f"{module.name} {module.is_told} {module.shown} {hashlib.sha256(module.text.encode()).hexdigest()}"
        for module in modules
    )
    files = tuple(Path(module.file) for module in modules)
    return PythonFiles(files, None if found else tasks, bool(found), key)


def rendered(tasks: PythonTasks) -> str:
    """The text of `<name>.python.h`."""
    # Imported here, as Jinja takes a while, and most builds find all up to date.
    from goray_gen.emit.jinja import make_environment
    from goray_gen.python_tasks.render import render as render_header

    return render_header(tasks, make_environment())
