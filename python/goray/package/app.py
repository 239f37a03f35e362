"""The app of a generated package: its library, and its tasks and actors by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from gorayffi.errors import did_you_mean

from goray._bulk.chunk import Chunk, run_chunk
from goray._worker.package_build import CallersBuild
from goray.package.arguments import result_in_store
from goray.package.callables import LibraryCallable, RemoteCallable
from goray.package.library import PackageLibrary

_Item = TypeVar("_Item")


class App(PackageLibrary):
    """What the modules of one generated package share.

    Args:
        package: Its import name.
        file: `__file__` of a module in it.
        library: File name of the shared library, which lies beside `file`.
        hashes: Of each callable, as the library declares them too; see docs/reference/protocol.md.
    """

    def __init__(self, package: str, file: str, library: str, hashes: Mapping[str, str]) -> None:
        super().__init__(package, file, library, hashes)
        self.tasks: dict[str, RemoteCallable] = {}
        """By name on the wire."""
        self.factories: dict[str, RemoteCallable] = {}
        """By name on the wire."""
        self.methods: dict[str, Mapping[str, LibraryCallable]] = {}
        """Of the actors of each factory, by name in Python."""

    def run(self, name: str, /, *args: object, **keywords: object) -> Any:
        """Runs a task in a worker, in a generated `def`, which states the result's type.

        Raises:
            gorayffi.NativeError: what the library reports.
            TypeError, ValueError, OverflowError: an argument that C++ does not take.
        """
        task = self.tasks[name]
        positional, named = task.given(args, task.definition_defaults)
        return result_in_store(task.worker_function_in(self)(*positional, **named, **keywords))

    def stream(self, name: str, /, *args: object, **keywords: object) -> Any:
        """Runs a task that gives a stream in a worker, in a generated `def`; raises as `run` does."""
        task = self.tasks[name]
        positional, named = task.given(args, task.definition_defaults)
        return task.function_in(self)(*positional, **named, **keywords)

    def run_chunk(self, name: str, chunk: Chunk, columns: tuple[Any, ...]) -> tuple[Any, ...]:
        """Runs a task in a worker for each item of `columns`; what comes of it, `run_chunk` says."""
        return run_chunk(self.tasks[name].function_in(self), chunk, columns)

    def golang_task(self, name: str, /, **options: Any) -> Any:
        """The `Task` of this name, with Ray options. Raises LookupError if there is none."""
        task = self._find(self.tasks, name, "task")
        return task.options(**options) if options else task

    def golang_local_run_task(self, task: str, /, *args: Any) -> Any:
        """Runs the task of this name in this process. Raises LookupError if there is none."""
        return self._find(self.tasks, task, "task")(*args)

    def golang_actor_class(self, name: str, /, **options: Any) -> Any:
        """The `ActorFactory` of this name, with Ray options. Raises LookupError if there is none."""
        factory = self._find(self.factories, name, "actor")
        return factory.options(**options) if options else factory

    def golang_local_new_actor(self, actor: str, /, *args: Any) -> Any:
        """Makes an actor by the factory of this name in this process. Raises LookupError if there is none."""
        return self._find(self.factories, actor, "actor")(*args)

    def __reduce__(self) -> tuple[Callable[[CallersBuild], App], tuple[CallersBuild]]:
        return _app_of, (self.build,)

    def _find(self, table: Mapping[str, _Item], name: str, kind: str) -> _Item:
        item = table.get(name)
        if item is None:
            hint = did_you_mean(name, table) or f"; it has {', '.join(sorted(table)) or 'none'}"
            raise LookupError(f"{self.package} has no {kind} '{name}'{hint}")
        return item


def _app_of(build: CallersBuild) -> App:
    app: App = build.module("._app").app
    return app
