"""Which build of a generated package a process has: it travels with tasks, actors and handles to where they run."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from gorayffi.errors import LibraryError
from gorayffi.modules import imported_module

from goray._library.written_at import written_at


class CallersBuild:
    """A `PackageBuild` in the process that a call was sent to, where it finds that process's own.

    Args:
        package: Its import name.
        folder: What has to be in Python's path.
        imported: When the file was written that the caller imported, as `os.stat` says it.
    """

    def __init__(self, package: str, folder: str, imported: float) -> None:
        self.package = package
        self.folder = folder
        self.imported = imported

    def module(self, name: str) -> Any:
        """A module of the package, as this process has it. Raises ImportError that says how to get it there."""
        try:
            return imported_module(f"{self.package}{name}")
        except ModuleNotFoundError as error:
            if error.name is None or not f"{self.package}{name}.".startswith(f"{error.name}."):
                raise  # the package is there, and lacks something else
            raise ImportError(
                f"the package {self.package} is not on node {_node()}: Python's path there does not have it, and the "
                f"caller's folder {self.folder} is not there either. Install the package's wheel on each node, put "
                "its folder into the PYTHONPATH with which Ray is started there, or let Ray upload it: "
                f"ray.init(runtime_env={{'py_modules': ['{os.path.join(self.folder, *self.package.split('.'))}']}})",  # noqa: PTH118
                name=error.name,
            ) from error

    def check(self, label: str, callers_hash: str | None) -> None:
        """Raises LibraryError if this process has another declaration of a callable than the caller.

        Args:
            label: `task <name>`, `actor <name>` or `method <actor>.<name>`.
        """
        own: PackageBuild = self.module("._app").app.build
        if own.hashes.get(label) != callers_hash:
            raise LibraryError(f"{self.package}: {self._difference(own, label)}")

    def _difference(self, own: PackageBuild, label: str) -> str:
        here = f"process {os.getpid()} on node {_node()}, which has it from {own.folder}"
        text = f"the {label} is declared in one way for its caller and in another, or not at all, for {here}"
        if self.imported > own.imported and own.is_rewritten:
            return (
                f"{text}; that process imported the package before it was rebuilt: start the driver, or the actor, anew"
            )
        if self.imported > own.imported:
            return f"{text}; the caller's build is the newer one: install it there, and start the actors there anew"
        return f"{text}; the caller's build is the older one: start the caller anew, or install the newer one for it"

    def __reduce__(self) -> tuple[Callable[..., CallersBuild], tuple[str, str, float]]:
        return callers_build, (self.package, self.folder, self.imported)


class PackageBuild(CallersBuild):
    """The package of this process: its name, and what of it other processes may have otherwise.

    Unpickled in a process that cannot import the package, it lets it import the package from the same folder, if that
    is there. Before anything else of a call is unpickled, as Ray loads a function before its arguments.

    Args:
        package: Its import name.
        file: Of the generated module that holds the hashes.
        hashes: Of each callable, see docs/reference/protocol.md.
    """

    def __init__(self, package: str, file: str, hashes: Mapping[str, str]) -> None:
        self.file = os.path.abspath(file)  # noqa: PTH100 - pathlib is slow to import
        folder = self.file
        for _ in range(package.count(".") + 2):
            folder = os.path.dirname(folder)  # noqa: PTH120
        super().__init__(package, folder, written_at(self.file))
        self.hashes = hashes

    @property
    def is_rewritten(self) -> bool:
        """Whether the file is another one than this process imported."""
        return written_at(self.file) != self.imported


def callers_build(package: str, folder: str, imported: float) -> CallersBuild:
    """What a `PackageBuild` is unpickled as."""
    top = package.partition(".")[0]
    if importlib.util.find_spec(top) is None and os.path.isdir(os.path.join(folder, top)):  # noqa: PTH112, PTH118
        sys.path.append(folder)
        importlib.invalidate_caches()
    return CallersBuild(package, folder, imported)


def _node() -> str:
    import socket

    return socket.gethostname()
