"""What a library holds in this process: object refs and actor handles, each known to it by an id."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gorayffi.consts import ErrCode
from gorayffi.failures import refused
from gorayffi.utils import ThreadSafeLocalStore

from goray import _worker
from goray._options import Variants

if TYPE_CHECKING:
    from goray._app import App

_to_pair = Variants(_worker.to_pair, {"num_cpus": 0})
_to_value = Variants(_worker.to_value, {"num_cpus": 0})


class CommandError(Exception):
    """A command's failure, as the library is told of it.

    Args:
        told: what a library that reads JSON gets instead of the text.
    """

    def __init__(self, code: ErrCode, text: str, told: dict[str, Any]) -> None:
        super().__init__(text)
        self.code = code
        self.told = told


@dataclass
class Ref:
    """An `ObjectRef`. `encoded`: its value is a pair `(bytes, code)`; else it is native, of a plain Python actor.

    `task`: what makes it, '' for what was put.
    """

    ref: Any
    encoded: bool = True
    task: str = ""

    def as_pair(self) -> Any:
        """A ref to the result as libraries have it."""
        return self.ref if self.encoded else _to_pair.get({}).remote(self.ref)

    def as_value(self) -> Any:
        """A ref to the result as Python has it."""
        return _to_value.get({}).remote(self.ref) if self.encoded else self.ref


@dataclass
class Actor:
    """An actor's handle. `encoded`: it has a method `X__` for each `X`; else it is an actor of plain Python."""

    handle: Any
    name: str
    encoded: bool = True

    @property
    def short_name(self) -> str:
        """Without the language."""
        return self.name.partition(".")[2] if self.encoded else self.name


class Held:
    """A library's refs and actors. Thread-safe."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._refs = ThreadSafeLocalStore()
        self._actors = ThreadSafeLocalStore()

    def add_ref(self, ref: Any, *, encoded: bool = True, task: str = "") -> bytes:
        """The ref's id, as the protocol has it."""
        return id_bytes(self._refs.add(Ref(ref, encoded, task)))

    def ref(self, key: int) -> Ref:
        """Raises CommandError with `ObjectRefNotFound`."""
        try:
            entry: Ref = self._refs[key]
        except KeyError:
            raise _ref_not_found(key) from None
        return entry

    def release(self, key: int) -> None:
        """Forgets a ref. Raises CommandError with `ObjectRefNotFound`."""
        try:
            self._refs.release(key)
        except KeyError:
            raise _ref_not_found(key) from None

    def release_if_held(self, key: int) -> None:
        """Forgets a ref that another thread may have released meanwhile."""
        with suppress(CommandError):
            self.release(key)

    def add_actor(self, actor: Actor) -> int:
        """The handle's id."""
        return self._actors.add(actor)

    def actor(self, key: int) -> Actor:
        """Raises LookupError."""
        try:
            actor: Actor = self._actors[key]
        except KeyError:
            raise LookupError(
                f"no actor handle {key} in this process; handles do not travel between processes"
            ) from None
        return actor


def id_bytes(key: int) -> bytes:
    """An id as the protocol has it."""
    return key.to_bytes(8, "little")


def _ref_not_found(key: int) -> CommandError:
    text = (
        f"no object ref {key} in this process: it was released before (with auto-release by the first "
        "call that used it), or comes from another process"
    )
    return CommandError(ErrCode.ObjectRefNotFound, text, refused(text, "object_ref_not_found"))
