"""Answers to the commands 0-4: Python functions and classes for a library, in its own process."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from . import _run_code, consts, funccall, utils
from ._native import pack, pack_beside, unpack
from .consts import ErrCode, Go2PyCmd
from .errors import ProtocolError
from .failures import Failure, refused
from .ffi import Handler
from .passengers import Desk, join, split

Getter = Callable[[str], Callable[..., Any] | None]
"""A registered function or class by name; `None` if there is none."""


def get_handlers(
    python_func_getter: Getter, python_class_getter: Getter, desk: Desk | None = None
) -> dict[int, Handler]:
    """Handlers for `load_library`. Instances made through one result are known to it alone.

    `desk`: what arguments and results may hold beside the types of msgpack.
    """
    instances = utils.ThreadSafeLocalStore()
    return {
        Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK: functools.partial(_run_task, desk, python_func_getter),
        Go2PyCmd.CMD_EXECUTE_PYTHON_CODE: functools.partial(_run_python_code, desk),
        Go2PyCmd.CMD_NEW_CLASS_INSTANCE: functools.partial(_new_instance, desk, python_class_getter, instances),
        Go2PyCmd.CMD_LOCAL_METHOD_CALL: functools.partial(_call_method, desk, instances),
        Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE: functools.partial(_close_instance, instances),
    }


def _run_task(desk: Desk | None, getter: Getter, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(desk, data)
    name = _option(options, consts.TASK_NAME_OPTION_KEY)
    function = getter(name)
    if function is None:
        return _failed(f"python task {name} not found: no function of this name is registered for local calls")
    return _run(desk, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, name, function, args)


def _run_python_code(desk: Desk | None, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(desk, data)
    function = _run_code.function_from_code(_option(options, consts.FUNC_CODE_OPTION_KEY))
    return _run(desk, Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, function.__name__, function, args)


def _new_instance(
    desk: Desk | None, getter: Getter, instances: utils.ThreadSafeLocalStore, data: bytes
) -> tuple[bytes, int]:
    args, options = _decode(desk, data)
    name = _option(options, consts.ACTOR_NAME_OPTION_KEY)
    cls = getter(name)
    if cls is None:
        return _failed(f"python class {name} not found: no class of this name is registered for local calls")
    try:
        return instances.add(cls(*args)).to_bytes(8, "little"), ErrCode.Success
    except Exception as error:
        return utils.callback_failure(Go2PyCmd.CMD_NEW_CLASS_INSTANCE, error, name), ErrCode.Failed


def _call_method(desk: Desk | None, instances: utils.ThreadSafeLocalStore, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(desk, data)
    name = _option(options, consts.TASK_NAME_OPTION_KEY)
    key = _option(options, consts.PY_LOCAL_ACTOR_ID_KEY)
    if key not in instances:
        return _failed(f"python class instance {key} not found: it was closed, or never made")
    instance = instances[key]
    full_name = f"{type(instance).__name__}.{name}"
    return _run(desk, Go2PyCmd.CMD_LOCAL_METHOD_CALL, full_name, getattr(instance, name), args)


def _close_instance(instances: utils.ThreadSafeLocalStore, data: bytes) -> tuple[bytes, int]:
    key = _option(funccall.decode_options(data), consts.PY_LOCAL_ACTOR_ID_KEY)
    try:
        instances.release(key)
    except KeyError:
        return _failed(f"python class instance {key} not found: it was closed, or never made")
    return b"", ErrCode.Success


def _decode(desk: Desk | None, data: bytes) -> tuple[list[Any], dict[str, Any]]:
    raw_args, options = funccall.decode_funccall_arguments(data)
    if desk is None:
        return unpack(raw_args), options
    entries, values = split(raw_args)
    return unpack(values, desk.lend(entries)), options


def _option(options: dict[str, Any], key: str) -> Any:
    if key not in options:
        raise ProtocolError(f"the call's options lack '{key}'")
    return options[key]


def _run(
    desk: Desk | None, command: Go2PyCmd, name: str, function: Callable[..., Any], args: list[Any]
) -> tuple[bytes, int]:
    try:
        return _packed(desk, name, function(*args))
    except Exception as error:
        return utils.callback_failure(command, error, name), ErrCode.Failed


def _packed(desk: Desk | None, name: str, result: object) -> tuple[bytes, int]:
    try:
        if desk is None:
            return pack(result), ErrCode.Success
        values, passengers = pack_beside(desk.knows, result)
        return join(desk.give(passengers), values), ErrCode.Success
    except (TypeError, ValueError, OverflowError) as error:
        raise type(error)(f"the result of {name}() cannot be sent to the library: {error}") from None


def _failed(text: str) -> tuple[bytes, int]:
    return Failure(utils.error_msg(text, 1).decode(), refused(text, py_type="LookupError")), ErrCode.Failed
