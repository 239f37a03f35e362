"""The app of a generated package: its library, and its tasks and actors by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import gorayffi
from gorayffi.errors import LibraryError, did_you_mean

from goray._made_once import made_once
from goray._package.stale import stale_callables

if TYPE_CHECKING:
    from goray._options import Variants
    from goray._package.factory import ActorFactory
    from goray._package.task import Task

_Item = TypeVar("_Item")


class App:
    """What the modules of one generated package share.

    Args:
        package: Its import name.
        file: `__file__` of a module in it.
        library: File name of the shared library, which lies beside `file`.
        hashes: Of each callable, as the library declares them too; see docs/reference/protocol.md.
    """

    def __init__(self, package: str, file: str, library: str, hashes: Mapping[str, str]) -> None:
        self.package = package
        self.path = os.path.join(os.path.dirname(os.path.realpath(file)), library)  # noqa: PTH118, PTH120 - pathlib is slow to import
        self._file = file
        self.tasks: dict[str, Task] = {}
        """By name on the wire."""
        self.factories: dict[str, ActorFactory[Any]] = {}
        self._hashes = hashes
        self._stale: Mapping[str, str] = {}
        self._library: gorayffi.Library | None = None
        self._variants: dict[object, Variants] = {}

    @property
    def library(self) -> gorayffi.Library:
        """The loaded library.

        Raises:
            LibraryError: it is not there or cannot be loaded; the text names path, node and remedy.
        """
        library = self._library
        return self._load() if library is None else library

    def library_with(self, kind: str, name: str) -> gorayffi.Library:
        """The loaded library, which has this "task", "actor" or "method" as the package was generated for.

        Raises:
            LibraryError: as `library`, or its declaration is another one; the text says what to rebuild.
        """
        library = self.library
        if self._stale and (reason := self._stale.get(f"{kind} {name}")):
            raise LibraryError(f"{self.package}: {reason}")
        return library

    def run(self, name: str, *args: object) -> Any:
        """Runs a task here, in a generated `def`, which states the result's type.

        Raises:
            gorayffi.NativeError: what the library reports.
            TypeError, ValueError, OverflowError: an argument that C++ does not take.
        """
        return self.tasks[name].run(*args)

    def variants(self, target: Callable[..., Any]) -> Variants:
        """Ray's form of a module-level function or class, and its variants with options, each made once."""
        from goray._options import Variants

        variants: Variants = made_once(self._variants, target, lambda: Variants(target, {}))
        return variants

    def golang_task(self, name: str, /, **options: Any) -> Task:
        """The task of this name, with Ray options. Raises LookupError if there is none."""
        task = self._find(self.tasks, name, "task")
        return task.options(**options) if options else task

    def golang_local_run_task(self, task: str, /, *args: Any) -> Any:
        """Runs the task of this name in this process. Raises LookupError if there is none."""
        return self._find(self.tasks, task, "task")(*args)

    def golang_actor_class(self, name: str, /, **options: Any) -> ActorFactory[Any]:
        """The factory of this name, with Ray options. Raises LookupError if there is none."""
        factory = self._find(self.factories, name, "actor")
        return factory.options(**options) if options else factory

    def golang_local_new_actor(self, actor: str, /, *args: Any) -> Any:
        """Makes an actor by the factory of this name in this process. Raises LookupError if there is none."""
        return self._find(self.factories, actor, "actor")(*args)

    def __reduce__(self) -> tuple[Callable[[str], App], tuple[str]]:
        return _app_of, (self.package,)

    def _find(self, table: Mapping[str, _Item], name: str, kind: str) -> _Item:
        item = table.get(name)
        if item is None:
            hint = did_you_mean(name, table) or f"; it has {', '.join(sorted(table)) or 'none'}"
            raise LookupError(f"{self.package} has no {kind} '{name}'{hint}")
        return item

    def _load(self) -> gorayffi.Library:
        from goray._library import library_at

        try:
            library = library_at(self.path).library
        except LibraryError as error:
            import socket

            raise type(error)(
                f"{self.package} on node {socket.gethostname()}: {error}. It lies beside the package's "
                "modules: install the package on each node, or let Ray upload it, "
                f"ray.init(runtime_env={{'py_modules': [...]}}); a .gitignore with *.so would leave it out"
            ) from error
        self._stale = stale_callables(library, self._hashes, self._file)
        self._library = library
        return library


def _app_of(package: str) -> App:
    import importlib

    app: App = importlib.import_module(f"{package}._app").app
    return app
