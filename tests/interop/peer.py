"""Plays the library's part: sends commands as a library in C++ or Go does, byte for byte."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import gorayffi
from goray import App
from goray._handlers.table import handlers
from gorayffi.consts import Go2PyCmd
from gorayffi.funccall import pack_bytes_units


@dataclass(frozen=True)
class Ref:
    """A ref that the library holds, as an argument of a call."""

    id: int
    auto_release: bool = False


class Failed(Exception):  # noqa: N818 - the protocol's word
    """A command's answer with a code other than 0."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass
class Peer:
    """One library's side of the conversation."""

    app: App
    _handlers: dict[int, Any] = field(init=False)

    def __post_init__(self) -> None:
        self._handlers = handlers(self.app.loaded)

    def send(self, command: Go2PyCmd, data: bytes) -> bytes:
        answer, code = self._handlers[command](data)
        if code != 0:
            raise Failed(code, answer.decode())
        return bytes(answer)

    def call(self, command: Go2PyCmd, args: tuple[Any, ...], **options: Any) -> int:
        """A *call* of the protocol; gives the id it answers with."""
        refs = {
            str(position): {"id": ref.id, "auto_release": ref.auto_release}
            for position, ref in enumerate(args)
            if isinstance(ref, Ref)
        }
        raw = gorayffi.pack(*(arg for arg in args if not isinstance(arg, Ref)))
        options["go_ray_arg_pos_to_object"] = dict(sorted(refs.items()))  # Go sorts keys as text
        return int.from_bytes(self.send(command, pack_bytes_units([raw, json.dumps(options).encode()])), "little")

    def task(self, name: str, /, *args: Any, **options: Any) -> Ref:
        return Ref(self.call(Go2PyCmd.CMD_EXECUTE_REMOTE_TASK, args, goray_task_name=name, **options))

    def python_task(self, name: str, /, *args: Any, **options: Any) -> Ref:
        return Ref(self.call(Go2PyCmd.CMD_EXECUTE_PY_REMOTE_TASK, args, task_name=name, **options))

    def actor(self, name: str, /, *args: Any, **options: Any) -> int:
        names = {
            "goray_actor_type_name": name,
            "goray_actor_methods": self.app.commander.get_golang_actor_methods(name),
        }
        return self.call(Go2PyCmd.CMD_NEW_ACTOR, args, **names, **options)

    def python_actor(self, name: str, /, *args: Any, **options: Any) -> int:
        return self.call(Go2PyCmd.CMD_NEW_PY_ACTOR, args, goray_actor_type_name=name, **options)

    def method(self, actor: int, name: str, /, *args: Any, **options: Any) -> Ref:
        keys = {"goray_task_name": name, "goray_py_local_actor_id": actor}
        return Ref(self.call(Go2PyCmd.CMD_ACTOR_METHOD_CALL, args, **keys, **options))

    def get(self, ref: Ref, seconds: float = -1, *, auto_release: bool = False) -> Any:
        data = self.send(Go2PyCmd.CMD_GET_OBJECT, json.dumps([ref.id, seconds, auto_release]).encode())
        return gorayffi.unpack_result(data)

    def put(self, value: Any) -> Ref:
        return Ref(int.from_bytes(self.send(Go2PyCmd.CMD_PUT_OBJECT, gorayffi.pack(value)), "little"))

    def release(self, ref: Ref) -> None:
        self.send(Go2PyCmd.CMD_RELEASE_OBJECT, ref.id.to_bytes(8, "little"))

    def json(self, command: Go2PyCmd, **options: Any) -> Any:
        """A command whose input is bare JSON."""
        return json.loads(self.send(command, json.dumps(options).encode()) or b"null")
