"""All commands of Python to a library."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from . import errors, funccall
from ._native import Library, unpack_result
from .consts import ErrCode, Py2GoCmd

Execute = Callable[[int, int, bytes], tuple[bytes, int]]


class GoCommander:
    """Calls one library, by the names it gave its tasks, actors and methods.

    Methods may be called from any thread. Those named `raw_` take and give encoded bytes with a code; the others take
    and give Python values and raise `gorayffi.errors.NativeError`.

    Args:
        execute: the raw call: command, index, input -> output, code.
        library: what `execute` belongs to, if it is a `Library`; calls then take the fast way.
    """

    def __init__(self, execute: Execute, library: Library | None = None) -> None:
        self.execute = execute
        self.library = library
        self._tasks_info: tuple[list[str], list[str]] | None = None
        self._methods: dict[str, list[str]] = {}

    def get_golang_tasks_info(self) -> tuple[list[str], list[str]]:
        """Names of all tasks and of all actors; the library is asked once."""
        if self._tasks_info is None:
            tasks, actors = self._ask_json(Py2GoCmd.CMD_GET_TASK_ACTOR_LIST)
            self._tasks_info = tasks, actors
        return self._tasks_info

    def get_golang_actor_methods(self, actor_class_name: str) -> list[str]:
        """Names of an actor's methods; the library is asked once."""
        if actor_class_name not in self._methods:
            names = self._ask_json(Py2GoCmd.CMD_GET_ACTOR_METHODS, actor_class_name.encode())
            self._methods[actor_class_name] = names
        return self._methods[actor_class_name]

    def get_init_options(self) -> dict[str, Any]:
        """What the app wants of `ray.init()`."""
        options: dict[str, Any] = self._ask_json(Py2GoCmd.CMD_GET_INIT_OPTIONS)
        return options

    def start_driver(self) -> tuple[str, int]:
        """Runs the app's driver: `(exit code in decimal, 0)`, or `(error text, code)`."""
        return self._text(Py2GoCmd.CMD_START_DRIVER, 0, b"")

    def call_golang_func(self, func_name: str, args: Sequence[object]) -> Any:
        """Runs a task. No result gives `None`, several give a list."""
        return self._call(Py2GoCmd.CMD_RUN_TASK, 0, func_name, args)

    def raw_call_golang_func(
        self, func_name: str, raw_args: bytes, object_positions: Sequence[int], *resolved_object_refs: tuple[bytes, int]
    ) -> tuple[bytes, int]:
        """Runs a task; see `funccall.encode_golang_funccall_arguments` for the arguments."""
        return self._raw_call(Py2GoCmd.CMD_RUN_TASK, 0, func_name, raw_args, object_positions, resolved_object_refs)

    def new_golang_actor(
        self,
        actor_class_name: str,
        encoded_args: bytes,
        object_positions: Sequence[int],
        *object_refs: tuple[bytes, int],
    ) -> int:
        """Makes an actor and gives its id, which `close_actor` ends."""
        data, code = self._raw_call(
            Py2GoCmd.CMD_NEW_ACTOR, 0, actor_class_name, encoded_args, object_positions, object_refs
        )
        if code != ErrCode.Success:
            raise errors.from_response(code, data, actor_class_name)
        try:
            return int(data)
        except ValueError:
            raise errors.ProtocolError(
                f"{actor_class_name}() answered with {data!r} instead of an actor's id"
            ) from None

    def call_golang_method(self, go_obj_id: int, method_name: str, args: Sequence[object]) -> Any:
        """Calls a method of an actor. No result gives `None`, several give a list."""
        return self._call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, go_obj_id, method_name, args)

    def raw_call_golang_method(
        self,
        go_obj_id: int,
        method_name: str,
        encoded_args: bytes,
        object_positions: Sequence[int],
        *object_refs: tuple[bytes, int],
    ) -> tuple[bytes, int]:
        """Calls a method of an actor; see `funccall.encode_golang_funccall_arguments` for the arguments."""
        return self._raw_call(
            Py2GoCmd.CMD_ACTOR_METHOD_CALL, go_obj_id, method_name, encoded_args, object_positions, object_refs
        )

    def close_actor(self, go_obj_id: int) -> tuple[str, int]:
        """Ends an actor: `('', 0)`, or an error text and its code."""
        return self._text(Py2GoCmd.CMD_CLOSE_ACTOR, go_obj_id, b"")

    def _call(self, command: Py2GoCmd, index: int, name: str, args: Sequence[object]) -> Any:
        if self.library is not None:
            return self.library.call(command, index, name, args)
        data, code = self._raw_call(command, index, name, funccall.encode_native_args(args), (), ())
        if code != ErrCode.Success:
            raise errors.from_response(code, data, name)
        return unpack_result(data)

    def _raw_call(
        self,
        command: Py2GoCmd,
        index: int,
        name: str,
        raw_args: bytes,
        positions: Sequence[int],
        refs: Sequence[tuple[bytes, int]],
    ) -> tuple[bytes, int]:
        if self.library is not None:
            return self.library.call_encoded(command, index, name, raw_args, positions, refs)
        data, code = funccall.encode_golang_funccall_arguments(name, raw_args, positions, *refs)
        return (data, code) if code != ErrCode.Success else self.execute(command, index, data)

    def _text(self, command: Py2GoCmd, index: int, data: bytes) -> tuple[str, int]:
        answer, code = self.execute(command, index, data)
        return answer.decode("utf-8", "replace"), code

    def _ask_json(self, command: Py2GoCmd, data: bytes = b"") -> Any:
        answer, code = self.execute(command, 0, data)
        if code != ErrCode.Success:
            raise errors.from_response(code, answer, command.name)
        try:
            return json.loads(answer)
        except ValueError as error:
            raise errors.ProtocolError(f"the library's answer to {command.name} is not JSON: {error}") from error
