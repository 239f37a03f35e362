"""Actors of a library, as objects."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable, Sequence
from typing import Any

from . import cmds, funccall, utils
from .errors import did_you_mean

_LOGGER = logging.getLogger(__name__)


class CallerLang(enum.Enum):
    """Who makes an actor, and so in which form the arguments come."""

    Golang = "golang"
    Python = "python"


class GoActor:
    """An actor's instance inside a library. Its owner closes it; dropping the object does not.

    Args:
        caller_type: `Python`: the last arguments are Python values. `Golang`: they are `(bytes, code)` results of other
            tasks, which go to `go_object_positions` among `go_encoded_args`.

    Raises:
        NativeError: the library's constructor failed.
    """

    def __init__(
        self,
        cmder: cmds.GoCommander,
        actor_class_name: str,
        caller_type: CallerLang,
        go_encoded_args: bytes,
        go_object_positions: Sequence[int],
        *go_encoded_object_refs_or_py_native_args: Any,
    ) -> None:
        self.cmder = cmder
        rest = go_encoded_object_refs_or_py_native_args
        if caller_type is CallerLang.Python:
            go_encoded_args, go_object_positions, rest = funccall.encode_native_args(rest), (), ()
        self.go_instance_index = cmder.new_golang_actor(actor_class_name, go_encoded_args, go_object_positions, *rest)

    def call_method_with_encoded_args(
        self, method_name: str, encoded_args: bytes, object_positions: Sequence[int], *object_refs: tuple[bytes, int]
    ) -> tuple[bytes, int]:
        """For callers in C++ and Go: packed arguments, `(packed result, code)`."""
        return self.cmder.raw_call_golang_method(
            self.go_instance_index, method_name, encoded_args, object_positions, *object_refs
        )

    def call_method_with_native_args(self, method_name: str, *args: object) -> Any:
        """For callers in Python: values; raises NativeError."""
        return self.cmder.call_golang_method(self.go_instance_index, method_name, args)


class GolangLocalActor:
    """An actor in this process; its methods are the library's. It is closed when the object goes.

    It stands for memory in this process, so it cannot be copied or pickled.

    Example:
        >>> counter = GolangLocalActor(commander, "NewCounter", 5)
        >>> counter.Incr(2)
        7
    """

    def __init__(self, cmder: cmds.GoCommander, actor_class_name: str, *args: object) -> None:
        self._class_name = actor_class_name
        self._method_names = cmder.get_golang_actor_methods(actor_class_name)
        self._actor = GoActor(cmder, actor_class_name, CallerLang.Python, b"", (), *args)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if not utils.is_public(name):  # also where `__init__` did not get to set it
            raise AttributeError(name)
        if name not in self._method_names:
            hint = did_you_mean(name, self._method_names)
            raise AttributeError(f"the actor {self._class_name} has no method '{name}'{hint}")

        def call(*args: object) -> Any:  # holds `self`: `new_actor(...).Incr(1)` drops the actor only after the call
            return self._actor.call_method_with_native_args(name, *args)

        return call

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._method_names]

    def __repr__(self) -> str:
        return f"<GolangLocalActor {self._class_name} id={self._actor.go_instance_index}>"

    def __reduce__(self) -> str:
        raise TypeError(f"the local actor {self._class_name} cannot leave its process; make a remote one instead")

    def __del__(self) -> None:
        actor: GoActor | None = self.__dict__.get("_actor")
        if actor is None:
            return
        text, code = actor.cmder.close_actor(actor.go_instance_index)
        if code != 0:
            _LOGGER.error("closing the actor %s failed: %s", self._class_name, text)
