"""Answers to the commands 0-4: Python functions and classes for a library, in its own process."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from . import _run_code, consts, funccall, utils
from ._native import HandleMap, pack, pack_message, unpack
from .consts import ErrCode, Go2PyCmd
from .errors import ProtocolError, add_note
from .failures import Failure, refused
from .ffi import Handler
from .references import ReferenceHooks, answer
from .texts import shown

Getter = Callable[[str], Callable[..., Any] | None]
"""A registered function or class by name; `None` if there is none."""


def get_handlers(
    python_func_getter: Getter, python_class_getter: Getter, hooks: ReferenceHooks | None = None
) -> dict[int, Handler]:
    """Handlers for `load_library`. Instances made through one result are known to it alone.

    `hooks`: of a library that declared `references` (`Library.takes_references`); for others `None`.
    """
    instances = HandleMap()
    return {
        Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK: functools.partial(_run_task, hooks, python_func_getter),
        Go2PyCmd.CMD_EXECUTE_PYTHON_CODE: functools.partial(_run_python_code, hooks),
        Go2PyCmd.CMD_NEW_CLASS_INSTANCE: functools.partial(_new_instance, hooks, python_class_getter, instances),
        Go2PyCmd.CMD_LOCAL_METHOD_CALL: functools.partial(_call_method, hooks, instances),
        Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE: functools.partial(_close_instance, instances),
    }


def _run_task(hooks: ReferenceHooks | None, getter: Getter, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(hooks, data)
    name = _option(options, consts.TASK_NAME_OPTION_KEY)
    function = getter(name)
    if function is None:
        return _failed(f"python task {shown(name)} not found: no function of this name is registered for local calls")
    return _run(hooks, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, name, function, args)


def _run_python_code(hooks: ReferenceHooks | None, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(hooks, data)
    function = _run_code.function_from_code(_option(options, consts.FUNC_CODE_OPTION_KEY))
    return _run(hooks, Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, function.__name__, function, args)


def _new_instance(hooks: ReferenceHooks | None, getter: Getter, instances: HandleMap, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(hooks, data)
    name = _option(options, consts.ACTOR_NAME_OPTION_KEY)
    cls = getter(name)
    if cls is None:
        return _failed(f"python class {shown(name)} not found: no class of this name is registered for local calls")
    try:
        return instances.insert(cls(*args)).to_bytes(8, "little"), ErrCode.Success
    except Exception as error:
        return utils.callback_failure(Go2PyCmd.CMD_NEW_CLASS_INSTANCE, error, name), ErrCode.Failed


def _call_method(hooks: ReferenceHooks | None, instances: HandleMap, data: bytes) -> tuple[bytes, int]:
    args, options = _decode(hooks, data)
    name = _option(options, consts.TASK_NAME_OPTION_KEY)
    key = _option(options, consts.PY_LOCAL_ACTOR_ID_KEY)
    try:
        instance = instances.get(key)
    except KeyError:
        return _failed(f"python class instance {key} not found: it was closed, or never made")
    full_name = f"{type(instance).__name__}.{name}"
    if name.startswith("_") and name != "__call__":
        return _failed(f"python method {shown(full_name)} cannot be called: a name with an underscore is not public")
    return _run(hooks, Go2PyCmd.CMD_LOCAL_METHOD_CALL, full_name, getattr(instance, name), args)


def _close_instance(instances: HandleMap, data: bytes) -> tuple[bytes, int]:
    key = _option(funccall.decode_options(data), consts.PY_LOCAL_ACTOR_ID_KEY)
    try:
        instances.pop(key)
    except KeyError:
        return _failed(f"python class instance {key} not found: it was closed, or never made")
    return b"", ErrCode.Success


def _decode(hooks: ReferenceHooks | None, data: bytes) -> tuple[list[Any], dict[str, Any]]:
    arguments, options, entries = funccall.decode_call(data)
    if not entries:
        return unpack(arguments), options
    if hooks is None:
        raise ProtocolError("references inside values need ReferenceHooks, and these handlers have none")
    return unpack(arguments, hooks.borrow(entries)), options


def _option(options: dict[str, Any], key: str) -> Any:
    if key not in options:
        raise ProtocolError(f"the call's options lack '{key}'")
    return options[key]


def _run(
    hooks: ReferenceHooks | None, command: Go2PyCmd, name: str, function: Callable[..., Any], args: list[Any]
) -> tuple[bytes, int]:
    try:
        return _packed(hooks, name, function(*args))
    except Exception as error:
        return utils.callback_failure(command, error, name), ErrCode.Failed


def _packed(hooks: ReferenceHooks | None, name: str, result: object) -> tuple[bytes, int]:
    try:
        if hooks is None:
            return pack(result), ErrCode.Success
        values, references = pack_message(hooks.is_reference, result)
    except (TypeError, ValueError, OverflowError) as error:
        text = f"the result of {name}() cannot be sent to the library"
        if type(error) not in (TypeError, ValueError, OverflowError):  # the value's own, with a constructor of its own
            add_note(error, text)
            raise
        raise type(error)(f"{text}: {error}") from None
    return answer(bytes(values), hooks.export(references) if references else b"")


def _failed(text: str) -> tuple[bytes, int]:
    return Failure(utils.error_msg(text, 1).decode(), refused(text, py_type="LookupError")), ErrCode.Failed
