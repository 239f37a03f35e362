"""Commands 5 to 16 and 64 to 67 of the protocol: what a library asks of Ray. Commands 0 to 4 are `gorayffi`'s.

    5  EXECUTE_REMOTE_TASK      submit.library_task       6  GET_OBJECT           objects.get
    11 NEW_ACTOR                submit.library_actor      7  PUT_OBJECT           objects.put
    12 NEW_PY_ACTOR             submit.python_actor       8  WAIT_OBJECT          objects.wait
    13 ACTOR_METHOD_CALL        submit.method_call        9  CANCEL_OBJECT        objects.cancel
    16 EXECUTE_PY_REMOTE_TASK   submit.python_task        10 RELEASE_OBJECT       objects.release
    14 KILL_ACTOR               actors.kill               15 GET_ACTOR            actors.get
    64 RELEASE_ACTOR            actors.release            65 KEEP                 actors.keep
                                                          66 PUT_WITH_REFERENCES  objects.put_with_references
    67 CHECK_INTERRUPT          interrupts.check_interrupt

Each takes the command's bytes and gives the answer's, or raises; here a failure becomes its code and a text.
"""

from __future__ import annotations

from collections.abc import Callable

from gorayffi.consts import ErrCode, Go2PyCmd
from gorayffi.failures import Failure, refused
from gorayffi.handlers import get_handlers

from goray._definitions import registry
from goray._handlers import actors, objects, submit
from goray._library.handles import CommandError
from goray._library.interrupts import check_interrupt
from goray._library.loaded import Handler, LoadedLibrary
from goray._messages.failure import failure
from goray._ray.submit_log import LOGGER

_Command = Callable[[LoadedLibrary, bytes], bytes | tuple[bytes, int]]

_COMMANDS: dict[Go2PyCmd, _Command] = {
    Go2PyCmd.CMD_GET_OBJECT: objects.get,
    Go2PyCmd.CMD_PUT_OBJECT: objects.put,
    Go2PyCmd.CMD_WAIT_OBJECT: objects.wait,
    Go2PyCmd.CMD_CANCEL_OBJECT: objects.cancel,
    Go2PyCmd.CMD_RELEASE_OBJECT: objects.release,
    Go2PyCmd.CMD_KILL_ACTOR: actors.kill,
    Go2PyCmd.CMD_GET_ACTOR: actors.get,
    Go2PyCmd.CMD_EXECUTE_REMOTE_TASK: submit.library_task,
    Go2PyCmd.CMD_NEW_ACTOR: submit.library_actor,
    Go2PyCmd.CMD_NEW_PY_ACTOR: submit.python_actor,
    Go2PyCmd.CMD_ACTOR_METHOD_CALL: submit.method_call,
    Go2PyCmd.CMD_EXECUTE_PY_REMOTE_TASK: submit.python_task,
    Go2PyCmd.CMD_RELEASE_ACTOR: actors.release,
    Go2PyCmd.CMD_KEEP: actors.keep,
    Go2PyCmd.CMD_PUT_WITH_REFERENCES: objects.put_with_references,
}


def handlers(loaded: LoadedLibrary) -> dict[int, Handler]:
    """What answers the commands of a library, from any thread."""
    hooks = loaded.hooks if loaded.library.takes_references else None
    local = get_handlers(
        registry.local_function,
        registry.local_class,
        hooks,
        arrays=loaded.library.takes_arrays,
        instances=loaded.handles.instances,
    )
    own = {int(command): _handler(loaded, command, function) for command, function in _COMMANDS.items()}
    return local | own | {int(Go2PyCmd.CMD_CHECK_INTERRUPT): check_interrupt}


def _handler(loaded: LoadedLibrary, command: Go2PyCmd, function: _Command) -> Handler:
    def handle(data: bytes) -> tuple[bytes, int]:
        try:
            answer = function(loaded, data)
        except CommandError as error:
            return Failure(str(error), refused(str(error), error.kind, error.py_type)), error.code
        except Exception as error:
            LOGGER.debug("%s failed", command.name, exc_info=True)
            return failure(error, kind="bad_call"), ErrCode.Failed
        return answer if isinstance(answer, tuple) else (answer, ErrCode.Success)

    return handle
