"""The call log of the boundary: one line for each call across it.

    -> CMD_RUN_TASK 'Divide' 31 B -> 20 B, code 0, 3.1 us
    -> CMD_ACTOR_METHOD_CALL 'Incr' #1048576 21 B -> 1 B, code 0, 1.2 us
    <- CMD_EXECUTE_PY_REMOTE_TASK 'square' 77 B -> 8 B, code 0, 210.0 us
    <- CMD_GET_OBJECT #0 12 B -> 1 B, code 0, 950.3 us

`->` is Python calling the library, `<-` the library calling Python; then the command, the callable's name, the ids of
actors and refs it is about and of the references inside its values, bytes in and out, the protocol's code and the time
until the answer. The bytes of a call that takes arrays are 0, as nothing of it is encoded. Fields are only ever added
behind the time.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import Any, Final

from . import consts
from .consts import Go2PyCmd, Py2GoCmd
from .units import unpack_bytes_units
from .utils import command_name

_LOGGER: Final = logging.getLogger("gorayffi")
_CALLS: Final = (
    Py2GoCmd.CMD_RUN_TASK,
    Py2GoCmd.CMD_NEW_ACTOR,
    Py2GoCmd.CMD_ACTOR_METHOD_CALL,
    Py2GoCmd.CMD_BEGIN_METHOD_CALL,
)
_CALLS_AT: Final = (Py2GoCmd.CMD_RUN_TASK_AT, Py2GoCmd.CMD_NEW_ACTOR_AT, Py2GoCmd.CMD_ACTOR_METHOD_CALL_AT)
_WITH_INDEX: Final = (
    Py2GoCmd.CMD_ACTOR_METHOD_CALL,
    Py2GoCmd.CMD_BEGIN_METHOD_CALL,
    Py2GoCmd.CMD_CLOSE_ACTOR,
    Py2GoCmd.CMD_NEXT_ITEM,
    Py2GoCmd.CMD_CLOSE_STREAM,
)
_BARE_JSON: Final = (
    Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE,
    Go2PyCmd.CMD_WAIT_OBJECT,
    Go2PyCmd.CMD_CANCEL_OBJECT,
    Go2PyCmd.CMD_KILL_ACTOR,
    Go2PyCmd.CMD_GET_ACTOR,
)
_NAMES: Final = (consts.TASK_NAME_OPTION_KEY, consts.ACTOR_NAME_OPTION_KEY, "task_name", "name")
_IDS: Final = (consts.PY_LOCAL_ACTOR_ID_KEY, "object_ref_local_id")


def log(direction: str, request: int, name: str, data: memoryview, received: int, code: int, seconds: float) -> None:
    """Writes one call to the log.

    Args:
        direction: `->` or `<-`.
        request: the command, and above its bits the index.
        name: of the callable, '' to look for it in `data`.
        data: the input.
        received: bytes of the answer.
    """
    command, index = request & ((1 << consts.COMMAND_BITS) - 1), request >> consts.COMMAND_BITS
    commands = Py2GoCmd if direction == "->" else Go2PyCmd
    try:
        about = _called(command, name, index, data) if direction == "->" else _asked(command, bytes(data))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        about = " (malformed)"
    _LOGGER.debug(
        "%s %s%s %d B -> %d B, code %d, %.1f us",
        direction, command_name(commands, command), about, len(data), received, code, seconds * 1e6,
    )  # fmt: skip


def _called(command: int, name: str, index: int, data: memoryview) -> str:
    if command == Py2GoCmd.CMD_GET_ACTOR_METHODS:
        name = bytes(data).decode()
    elif command in _CALLS and not name:
        name = unpack_bytes_units(bytes(data))[0].decode()
    ids = _exported(unpack_bytes_units(bytes(data))) if len(data) and command in (*_CALLS, *_CALLS_AT) else []
    if command == Py2GoCmd.CMD_ACTOR_METHOD_CALL_AT:
        return _about(name, [index >> consts.METHOD_BITS, *ids])
    return _about(name, [index, *ids] if command in _WITH_INDEX else ids)


def _exported(units: list[bytes]) -> list[int]:
    """The ids in a request's last unit, which has the references of all its parts."""
    position, rest = units[-1][:8], units[-1][8:]
    if int.from_bytes(position, "little", signed=True) != consts.TABLES_POSITION:
        return []
    ids: list[int] = []
    while rest:
        end = 4 + consts.TABLE_ENTRY_SIZE * int.from_bytes(rest[:4], "little")
        ids += _ids(rest[4:end])
        rest = rest[end:]
    return ids


def _ids(entries: bytes) -> list[int]:
    size = consts.TABLE_ENTRY_SIZE
    return [int.from_bytes(entries[start + 1 : start + size], "little") for start in range(0, len(entries), size)]


def _asked(command: int, data: bytes) -> str:
    if command == Go2PyCmd.CMD_PUT_OBJECT:
        return ""
    if command in (Go2PyCmd.CMD_RELEASE_OBJECT, Go2PyCmd.CMD_RELEASE_ACTOR):
        return _about("", [int.from_bytes(data, "little")])
    if command == Go2PyCmd.CMD_KEEP:
        return _about("", _ids(data))
    if command == Go2PyCmd.CMD_PUT_WITH_REFERENCES:
        return _about("", _ids(unpack_bytes_units(data)[1]))
    if command == Go2PyCmd.CMD_GET_OBJECT:
        return _about("", [json.loads(data)[0]])
    units = [b"", data] if command in _BARE_JSON else unpack_bytes_units(data)
    options: Mapping[str, Any] = json.loads(units[1])
    name = next((options[key] for key in _NAMES if key in options), "")
    if consts.FUNC_CODE_OPTION_KEY in options:
        name = "".join(re.findall(r"^(?:async )?def (\w+)", options[consts.FUNC_CODE_OPTION_KEY], re.MULTILINE)[:1])
    ids = [options[key] for key in _IDS if key in options]
    return _about(name, [*ids, *options.get("object_ref_local_ids", ()), *_ids(b"".join(units[2:]))])


def _about(name: str, ids: list[int]) -> str:
    return (f" {name!r}" if name else "") + "".join(f" #{number}" for number in ids)
