"""Numbers and names of the protocol; see docs/reference/protocol.md."""

from __future__ import annotations

import enum
from typing import Final


class ErrCode(enum.IntEnum):
    """How a call ended."""

    Success = 0
    Failed = 1
    Timeout = 2
    Cancelled = 3
    ObjectRefNotFound = 4
    GolangPanic = 5
    """A panic in Go, an exception in C++."""
    SuccessWithReferences = 6
    """The content is a unit of values and a unit of table entries; only between peers that declared `references`."""


class Go2PyCmd(enum.IntEnum):
    """Commands of a library to Python. 0-4 need no Ray."""

    CMD_EXECUTE_PY_LOCAL_TASK = 0
    CMD_EXECUTE_PYTHON_CODE = 1
    CMD_NEW_CLASS_INSTANCE = 2
    CMD_LOCAL_METHOD_CALL = 3
    CMD_CLOSE_CLASS_INSTANCE = 4
    CMD_EXECUTE_REMOTE_TASK = 5
    CMD_GET_OBJECT = 6
    CMD_PUT_OBJECT = 7
    CMD_WAIT_OBJECT = 8
    CMD_CANCEL_OBJECT = 9
    CMD_RELEASE_OBJECT = 10
    CMD_NEW_ACTOR = 11
    CMD_NEW_PY_ACTOR = 12
    CMD_ACTOR_METHOD_CALL = 13
    CMD_KILL_ACTOR = 14
    CMD_GET_ACTOR = 15
    CMD_EXECUTE_PY_REMOTE_TASK = 16
    CMD_RELEASE_ACTOR = 64
    """This and the next are goray-cpp's own."""
    CMD_KEEP = 65
    CMD_PUT_WITH_REFERENCES = 66
    CMD_CHECK_INTERRUPT = 67
    """Only to hosts that declared `interrupts`."""


class Py2GoCmd(enum.IntEnum):
    """Commands of Python to a library."""

    CMD_GET_INIT_OPTIONS = 0
    CMD_START_DRIVER = 1
    CMD_GET_TASK_ACTOR_LIST = 2
    CMD_GET_ACTOR_METHODS = 3
    CMD_RUN_TASK = 4
    CMD_NEW_ACTOR = 5
    CMD_ACTOR_METHOD_CALL = 6
    CMD_CLOSE_ACTOR = 7
    CMD_RUN_TASK_AT = 64
    """The same by index in the lists of 2 and 3, for libraries that declare `call_by_index`."""
    CMD_NEW_ACTOR_AT = 65
    CMD_ACTOR_METHOD_CALL_AT = 66
    CMD_KEEP_OPAQUE = 67
    """Of the object whose id is the index: one owner more, and its class."""
    CMD_RELEASE_OPAQUE = 68
    """Of an array as well: one owner less."""
    CMD_NEXT_ITEM = 69
    """Of the stream whose id is the index, for libraries that declare `streams`: a value, or none at its end."""
    CMD_CLOSE_STREAM = 70
    CMD_KEEP_ARRAY = 71
    """Of the array whose id is the index: what describes it, and an owner more."""
    CMD_LEND_ARRAY = 72
    """Gives the library an array of Python's, for which it answers with an id."""
    CMD_BEGIN_METHOD_CALL = 73
    """Of a method in the library's `coroutines`: a stream of the references it waits for, and at last of its result."""


class ActorSourceLang:
    """First part of an actor's class name in Ray: the language it is written in."""

    GO: Final = "Go"
    PY: Final = "PY"


GORAY_BIN_PATH_ENV: Final = "GORAY_BIN_PATH"
GORAY_PY_MUDULE_PATH_ENV: Final = "GORAY_PY_MUDULE_PATH"  # spelt so in the protocol
GORAY_DEBUG_LOGGING: Final = "GORAY_DEBUG_LOGGING"

PY_LOCAL_ACTOR_ID_KEY: Final = "goray_py_local_actor_id"
TASK_NAME_OPTION_KEY: Final = "goray_task_name"
CALL_OPERATOR: Final = "__call__"
"""The method that calls the object itself: `operator()` of a C++ class."""
ACTOR_NAME_OPTION_KEY: Final = "goray_actor_type_name"
ACTOR_METHOD_LIST_OPTION_KEY: Final = "goray_actor_methods"
FUNC_CODE_OPTION_KEY: Final = "func_code"
PY_TASK_NAME_OPTION_KEY: Final = "task_name"
ARG_POS_TO_OBJECT_OPTION_KEY: Final = "go_ray_arg_pos_to_object"
LIBRARY_OPTION_KEY: Final = "library"
VALUES_OPTION_KEY: Final = "goray_values"
IGNORES_RESULT_OPTION_KEY: Final = "ignores_result"

COMMAND_BITS: Final = 10
METHOD_BITS: Final = 22
ACTOR_ID_BITS: Final = 32

REFERENCE_EXT: Final = 80
REFERENCE_INDEX_SIZE: Final = 4
TABLE_ENTRY_SIZE: Final = 9
OBJECT_REF_KIND: Final = 0
ACTOR_HANDLE_KIND: Final = 1
OPAQUE_KIND: Final = 2
ARRAY_KIND: Final = 3
CALLABLE_KIND: Final = 4
TABLES_POSITION: Final = -1
