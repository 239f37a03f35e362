"""The library of a generated package: where it lies, and whether it is the one that the package was generated for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import gorayffi
from gorayffi.errors import LibraryError

from goray._library.made_once import made_once
from goray._worker.package_build import PackageBuild
from goray.package.stale import stale_callables

if TYPE_CHECKING:
    from goray._library.opaque import Opaque
    from goray._worker.remote_options_cache import RemoteOptionsCache


class PackageLibrary:
    """A package's library, and Ray's forms of what workers run of the package; see `App`."""

    def __init__(self, package: str, file: str, library: str, hashes: Mapping[str, str]) -> None:
        self.package = package
        self.path = os.path.join(os.path.dirname(os.path.realpath(file)), library)  # noqa: PTH118, PTH120 - pathlib is slow to import
        self.build = PackageBuild(package, file, hashes)
        self.opaque_classes: dict[str, type[Opaque]] = {}
        """Classes whose objects stay in C++, by what the library calls them."""
        self._stale: Mapping[str, str] = {}
        self._library: gorayffi.Library | None = None
        self._submitted: dict[object, RemoteOptionsCache] = {}

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

    def submitted(
        self,
        name: str,
        target: Callable[..., Any],
        wires: Mapping[str, str],
        options: Mapping[str, Any],
        *,
        stream: bool = False,
    ) -> RemoteOptionsCache:
        """Ray's forms of a function or class of `_remote`, made once; see `package_callables`.

        Args:
            options: All of them have these.
            stream: Whether the function gives one.
        """
        from goray._worker.package_callables import package_actor, package_stream, package_task
        from goray._worker.remote_options_cache import RemoteOptionsCache

        def make() -> RemoteOptionsCache:
            if isinstance(target, type):
                return RemoteOptionsCache(package_actor(self.build, name, target, wires), options)
            task = package_stream if stream else package_task
            return RemoteOptionsCache(task(self.build, name, target), options)

        cache: RemoteOptionsCache = made_once(self._submitted, target, make)
        return cache

    def submitted_map(self, name: str, target: Callable[..., Any], options: Mapping[str, Any]) -> RemoteOptionsCache:
        """Ray's forms of what calls the task `name` for each item of columns, made once; `target`: of `_remote`."""
        from goray._worker.package_callables import package_map
        from goray._worker.remote_options_cache import RemoteOptionsCache

        def make() -> RemoteOptionsCache:
            return RemoteOptionsCache(package_map(self.build, name, target), options)

        cache: RemoteOptionsCache = made_once(self._submitted, ("map", target), make)
        return cache

    def _load(self) -> gorayffi.Library:
        from goray._library.loaded import library_at

        try:
            loaded = library_at(self.path)
        except LibraryError as error:
            import socket

            raise type(error)(
                f"{self.package} on node {socket.gethostname()}: {error}. It lies beside the package's "
                "modules: install the package on each node, or let Ray upload it, "
                f"ray.init(runtime_env={{'py_modules': [...]}}); a .gitignore with *.so would leave it out"
            ) from error
        self._stale = stale_callables(loaded, self.build)
        loaded.opaque.classes.update(self.opaque_classes)
        self._library = loaded.library
        return loaded.library
