"""The libraries of this process: one `LoadedLibrary` for each file, whoever uses it and by whatever path."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import gorayffi
from gorayffi.consts import GORAY_BIN_PATH_ENV, Go2PyCmd
from gorayffi.errors import did_you_mean
from gorayffi.modules import imported_module

from goray._library.crash_reports import ask_for_crash_reports
from goray._library.handles import Handles
from goray._library.interrupts import check_interrupt
from goray._library.made_once import made_once
from goray._library.opaque import OpaqueObjects
from goray._library.references import RayHooks
from goray._library.written_at import written_at

if TYPE_CHECKING:
    from gorayffi.cmds import GoCommander

Handler = Callable[[bytes], tuple[bytes, int]]


class LoadedLibrary:
    """A library in this process: what it holds of Python's, what answers it, and how workers find it. Thread-safe."""

    def __init__(self, library: gorayffi.Library, path: str) -> None:
        """`path`: as it was given."""
        self.library = library
        self._path = path if path == os.environ.get(GORAY_BIN_PATH_ENV) else os.path.abspath(path)  # noqa: PTH100
        self.written = written_at(self._path)
        """When the file was written that this process loaded."""
        self.handles = Handles()
        self.opaque = OpaqueObjects(library)
        self.hooks = RayHooks(self.handles, self.opaque, library)
        self._made: dict[object, Any] = {}

    @property
    def job_path(self) -> str:
        """The library's path for workers of the job."""
        from goray._library.job_path import inherited_job_path

        path: str = self.cached("job path", lambda: inherited_job_path(self._path))
        return path

    def use_job_path(self, path: str) -> None:
        """From now on workers are told this path."""
        self._made["job path"] = path

    @property
    def commander(self) -> GoCommander:
        """Its commands by name."""
        from gorayffi.cmds import GoCommander  # a generated package needs it with Ray only

        commander: GoCommander = self.cached("commander", lambda: GoCommander(self.library.execute, self.library))
        return commander

    def cached(self, key: object, make: Callable[[], Any]) -> Any:
        """What `make` made for `key`, see `made_once`."""
        return made_once(self._made, key, make)

    def known_task(self, name: str) -> str:
        """`name`. Raises LookupError if the library has no such task."""
        return self._known(name, 0, "task")

    def known_actor(self, name: str) -> str:
        """`name`. Raises LookupError if the library has no such actor."""
        return self._known(name, 1, "actor")

    @property
    def _declared(self) -> Mapping[str, Any]:
        """What the library declares, read once: it is as long as the library has callables."""
        declared: Mapping[str, Any] = self.cached("declared", lambda: self.library.declared or {})
        return declared

    def options(self, label: str) -> Mapping[str, Any]:
        """Ray's, as the library declares them of `task <name>`, `actor <name>` or `method <actor>.<name>`."""
        declared: Mapping[str, Mapping[str, Any]] = self._declared.get("options", {})
        return declared.get(label, {})

    def gives_stream(self, label: str) -> bool:
        """Whether `task <name>` or `method <actor>.<name>` gives items one after another, as the library declares."""
        declared = self.cached("streams", lambda: frozenset(self._declared.get("streams", ())))
        return label in declared

    def is_coroutine(self, label: str) -> bool:
        """Whether `method <actor>.<name>` is a coroutine, as the library declares."""
        declared = self.cached("coroutines", lambda: frozenset(self._declared.get("coroutines", ())))
        return label in declared

    def returned_values(self, label: str) -> Sequence[str] | None:
        """The types of the values that `task <name>` or `method <actor>.<name>` returns, of a tuple its elements'.

        `None`: the library does not say it.
        """
        tuples: Mapping[str, Sequence[str]] | None = self._declared.get("tuples")
        return None if tuples is None else tuples.get(label, ("one value",))

    def _known(self, name: str, index: int, kind: str) -> str:
        known = self.commander.get_golang_tasks_info()[index]
        if name not in known:
            hint = did_you_mean(name, known) or f"; it has {', '.join(sorted(known)) or 'none'}"
            raise LookupError(f"{self.library.path} has no {kind} '{name}'{hint}")
        return name

    def handlers(self) -> dict[int, Handler]:
        """What answers its commands, from any thread. Ray is imported when the first one comes."""
        first: dict[int, Handler] = {int(command): functools.partial(self._answer, command) for command in Go2PyCmd}
        return first | {int(Go2PyCmd.CMD_CHECK_INTERRUPT): check_interrupt}

    def _answer(self, command: Go2PyCmd, data: bytes) -> tuple[bytes, int]:
        from goray._handlers.table import handlers

        table: dict[int, Handler] = self.cached("handlers", lambda: handlers(self))
        self.library.serve(table)  # from now on without this function between
        return table[command](data)


_libraries: dict[gorayffi.Library, LoadedLibrary] = {}
_by_path: dict[str, LoadedLibrary] = {}


def library_at(path: str) -> LoadedLibrary:
    """The library of the file at `path`, loaded at its first use. Raises `gorayffi.LibraryError`."""
    key = path if path.startswith(os.sep) else os.path.abspath(path)  # noqa: PTH100 - the working directory may change
    return _by_path.get(key) or _load(path, key)


def _load(path: str, key: str) -> LoadedLibrary:
    ask_for_crash_reports()
    library = gorayffi.load_library(path)
    loaded = _libraries.setdefault(library, LoadedLibrary(library, path))
    library.serve(loaded.cached("first handlers", loaded.handlers), loaded.hooks)
    _by_path[key] = loaded
    return loaded


def first_library() -> LoadedLibrary | None:
    """The one that this process loaded first."""
    return next(iter(list(_libraries.values())), None)


def library_named(name: str) -> LoadedLibrary:
    """The library with this path, or of the generated package with this import name.

    Raises LookupError if there is no such package.
    """
    if os.sep in name:
        return library_at(os.path.realpath(name))
    try:
        package: Any = imported_module(f"{name}._app")
    except ImportError as error:
        raise LookupError(
            f"there is no library '{name}': give its path, or the import name of the package that goray-gen wrote "
            f"for it ({error})"
        ) from error
    return library_at(package.app.path)
