"""Commands 5 to 16 and 64, 65 of the protocol: what a library asks of Ray. Commands 0 to 4 are `gorayffi`'s.

    5  EXECUTE_REMOTE_TASK      _submit.native_task        6  GET_OBJECT      _objects.get
    11 NEW_ACTOR                _submit.native_actor       7  PUT_OBJECT      _objects.put
    12 NEW_PY_ACTOR             _submit.python_actor       8  WAIT_OBJECT     _objects.wait
    13 ACTOR_METHOD_CALL        _submit.method_call        9  CANCEL_OBJECT   _objects.cancel
    16 EXECUTE_PY_REMOTE_TASK   _submit.python_task        10 RELEASE_OBJECT  _objects.release
    14 KILL_ACTOR               _actors.kill               15 GET_ACTOR       _actors.get
    64 RELEASE_ACTOR            _actors.release            65 KEEP            _actors.keep

Each takes the command's bytes and gives the answer's, or raises; here a failure becomes its code and a text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from gorayffi.consts import ErrCode, Go2PyCmd
from gorayffi.failures import Failure
from gorayffi.handlers import get_handlers

from goray import _actors, _objects, _registry, _submit
from goray._passengers import RayDesk
from goray._payload import failure
from goray._refs import CommandError, Held
from goray._submit_log import LOGGER

if TYPE_CHECKING:
    from goray._app import App

Handler = Callable[[bytes], tuple[bytes, int]]

_COMMANDS: dict[Go2PyCmd, Callable[[Held, bytes], bytes | tuple[bytes, int]]] = {
    Go2PyCmd.CMD_GET_OBJECT: _objects.get,
    Go2PyCmd.CMD_PUT_OBJECT: _objects.put,
    Go2PyCmd.CMD_WAIT_OBJECT: _objects.wait,
    Go2PyCmd.CMD_CANCEL_OBJECT: _objects.cancel,
    Go2PyCmd.CMD_RELEASE_OBJECT: _objects.release,
    Go2PyCmd.CMD_KILL_ACTOR: _actors.kill,
    Go2PyCmd.CMD_GET_ACTOR: _actors.get,
    Go2PyCmd.CMD_EXECUTE_REMOTE_TASK: _submit.native_task,
    Go2PyCmd.CMD_NEW_ACTOR: _submit.native_actor,
    Go2PyCmd.CMD_NEW_PY_ACTOR: _submit.python_actor,
    Go2PyCmd.CMD_ACTOR_METHOD_CALL: _submit.method_call,
    Go2PyCmd.CMD_EXECUTE_PY_REMOTE_TASK: _submit.python_task,
    Go2PyCmd.CMD_RELEASE_ACTOR: _actors.release,
    Go2PyCmd.CMD_KEEP: _actors.keep,
}


_lock = threading.Lock()
_tables: dict[App, tuple[Held, dict[int, Handler]]] = {}


def handlers(app: App) -> dict[int, Handler]:
    """What answers the commands of the app's library, from any thread; the same for each call, with the same ids."""
    return _table(app)[1]


def held_by(app: App) -> Held:
    """What the app's library holds in this process."""
    return _table(app)[0]


def desk_of(app: App) -> RayDesk:
    """The app's desk for `gorayffi.load_library`."""
    return RayDesk(lambda: held_by(app))


def _table(app: App) -> tuple[Held, dict[int, Handler]]:
    with _lock:
        if app not in _tables:
            held = Held(app)
            _tables[app] = held, _make_table(held)
        return _tables[app]


def _make_table(held: Held) -> dict[int, Handler]:
    desk = RayDesk(lambda: held)
    table: dict[int, Handler] = dict(get_handlers(_registry.local_function, _registry.local_class, desk))
    for command, function in _COMMANDS.items():
        table[command] = _handler(held, command, function)
    return table


def _handler(held: Held, command: Go2PyCmd, function: Callable[[Held, bytes], bytes | tuple[bytes, int]]) -> Handler:
    def handle(data: bytes) -> tuple[bytes, int]:
        try:
            answer = function(held, data)
        except CommandError as error:
            return Failure(str(error), error.told), error.code
        except Exception as error:
            LOGGER.debug("%s failed", command.name, exc_info=True)
            return failure(error, kind="bad_call")
        return answer if isinstance(answer, tuple) else (answer, ErrCode.Success)

    return handle
