"""Answers to the commands 0-4: Python functions and classes for a library, in its own process."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

from . import _run_code, funccall, utils
from ._native import HandleMap, LocalCall, pack, pack_message, unpack
from .consts import (
    ACTOR_NAME_OPTION_KEY,
    CALL_OPERATOR,
    FUNC_CODE_OPTION_KEY,
    IGNORES_RESULT_OPTION_KEY,
    PY_LOCAL_ACTOR_ID_KEY,
    TASK_NAME_OPTION_KEY,
    ErrCode,
    Go2PyCmd,
)
from .errors import ProtocolError, add_note
from .failures import Failure, refused
from .ffi import Handler
from .funccall import split_call
from .raised import mark, take
from .references import ReferenceHooks, answer
from .texts import shown

Getter = Callable[[str], Callable[..., Any] | None]
"""A registered function or class by name; `None` if there is none."""

_Found = tuple[str, Callable[..., Any]]
"""The name of a callable in errors, and what is called."""

_CACHED_TEXT: Final = 1024
"""Bytes of JSON; longer options are parsed at each call, so that the cache stays small whatever a library sends."""

# Handlers only read the options: all calls with the same text share one dictionary.
_decode_cached = functools.lru_cache(maxsize=256)(funccall.decode_options)

_WITHOUT_REFERENCES: Final = frozenset({type(None), bool, int, float, str, bytes})
"""Results of exactly these classes are packed without a look for references, in a third of the time."""

# Until Python 3.12 an attribute of an enum takes as long as to pack a result.
_SUCCESS: Final = ErrCode.Success
_FAILED: Final = ErrCode.Failed
_TASK: Final = Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK
_METHOD: Final = Go2PyCmd.CMD_LOCAL_METHOD_CALL


def get_handlers(
    python_func_getter: Getter,
    python_class_getter: Getter,
    hooks: ReferenceHooks | None = None,
    arrays: bool = False,
    instances: HandleMap | None = None,
) -> dict[int, Handler]:
    """Handlers for `load_library`. Instances made through one result are known to it alone.

    `hooks`: of a library that declared `references` (`Library.takes_references`); for others `None`.
    `arrays`: whether it declared `arrays` as well (`Library.takes_arrays`); to others they are lists.
    `instances`: what the library may call by an id; `hooks` insert callables there.
    """
    instances = HandleMap() if instances is None else instances
    handlers = _Handlers(python_func_getter, python_class_getter, hooks, arrays, instances)
    return {
        Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK: LocalCall(handlers.find_task, handlers.packed, handlers.run_task),
        Go2PyCmd.CMD_EXECUTE_PYTHON_CODE: handlers.run_python_code,
        Go2PyCmd.CMD_NEW_CLASS_INSTANCE: handlers.new_instance,
        Go2PyCmd.CMD_LOCAL_METHOD_CALL: LocalCall(handlers.find_method, handlers.packed, handlers.call_method),
        Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE: handlers.close_instance,
    }


class _Handlers:
    def __init__(
        self, functions: Getter, classes: Getter, hooks: ReferenceHooks | None, arrays: bool, instances: HandleMap
    ) -> None:
        self._functions = functions
        self._classes = classes
        self._hooks = hooks
        self._arrays = arrays
        self._instances = instances

    def find_task(self, options: bytes) -> _Found | None:
        name = _cached_name(options) if len(options) <= _CACHED_TEXT else _task_name(options)
        function = self._functions(name)
        return None if function is None else (name, function)

    def run_task(self, data: bytes) -> tuple[bytes, int]:
        args, options = self._decode(data)
        found = self.find_task(options)
        if found is None:
            name = shown(_task_name(options))
            return _failed(f"python task {name} not found: no function of this name is registered for local calls")
        return self._run(_TASK, *found, args)

    def run_python_code(self, data: bytes) -> tuple[bytes, int]:
        args, options = self._decode(data)
        function = _run_code.function_from_code(_option(_decoded(options), FUNC_CODE_OPTION_KEY))
        return self._run(Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, function.__name__, function, args)

    def new_instance(self, data: bytes) -> tuple[bytes, int]:
        args, options = self._decode(data)
        name = _option(_decoded(options), ACTOR_NAME_OPTION_KEY)
        cls = self._classes(name)
        if cls is None:
            return _failed(f"python class {shown(name)} not found: no class of this name is registered for local calls")
        try:
            return self._instances.insert(cls(*args)).to_bytes(8, "little"), _SUCCESS
        except Exception as error:
            return utils.callback_failure(Go2PyCmd.CMD_NEW_CLASS_INSTANCE, error, name), _FAILED

    def find_method(self, options: bytes) -> _Found | None:
        told = _decoded(options)
        name = _option(told, TASK_NAME_OPTION_KEY)
        try:
            instance = self._instances.get(_option(told, PY_LOCAL_ACTOR_ID_KEY))
        except KeyError:
            return None
        ignores_result = told.get(IGNORES_RESULT_OPTION_KEY)
        if ignores_result is not None:  # a callable that the library was given
            called = _ignoring if ignores_result else _calling
            return _name_of(instance), functools.partial(called, instance)
        return (f"{type(instance).__name__}.{name}", getattr(instance, name)) if utils.is_public(name) else None

    def call_method(self, data: bytes) -> tuple[bytes, int]:
        args, options = self._decode(data)
        found = self.find_method(options)
        if found is not None:
            return self._run(_METHOD, *found, args)
        told = _decoded(options)
        name, key = told[TASK_NAME_OPTION_KEY], told[PY_LOCAL_ACTOR_ID_KEY]
        try:
            full_name = f"{type(self._instances.get(key)).__name__}.{name}"
        except KeyError:
            return _failed(f"python class instance {key} not found: it was closed, or never made")
        return _failed(f"python method {shown(full_name)} cannot be called: a name with an underscore is not public")

    def close_instance(self, data: bytes) -> tuple[bytes, int]:
        key = _option(funccall.decode_options(data), PY_LOCAL_ACTOR_ID_KEY)
        try:
            self._instances.pop(key)
        except KeyError:
            if take(key) is None:
                return _failed(f"python class instance {key} not found: it was closed, or never made")
        return b"", _SUCCESS

    def _decode(self, data: bytes) -> tuple[list[Any], bytes]:
        """The arguments, and the options' JSON."""
        arguments, options, entries = split_call(data)
        if not entries:
            return unpack(arguments), options
        if self._hooks is None:
            raise ProtocolError("references inside values need ReferenceHooks, and these handlers have none")
        return unpack(arguments, self._hooks.borrow(entries)), options

    def _run(self, command: Go2PyCmd, name: str, function: Callable[..., Any], args: list[Any]) -> tuple[bytes, int]:
        try:
            return self.packed(name, function(*args))
        except Exception as error:
            return utils.callback_failure(command, error, name), _FAILED

    def packed(self, name: str, result: object) -> tuple[bytes, int]:
        hooks = self._hooks
        try:
            if hooks is None or type(result) in _WITHOUT_REFERENCES:
                return pack(result), _SUCCESS
            values, references = pack_message(hooks.is_reference, result, arrays=self._arrays)
        except (TypeError, ValueError, OverflowError) as error:
            text = f"the result of {name}() cannot be sent to the library"
            if type(error) not in (
                TypeError,
                ValueError,
                OverflowError,
            ):  # the value's own, with a constructor of its own
                add_note(error, text)
                raise
            raise type(error)(f"{text}: {error}") from None
        return answer(bytes(values), hooks.export(references) if references else b"")


def _calling(function: Callable[..., Any], *args: Any) -> Any:
    try:
        return function(*args)
    except Exception as error:
        mark(error)
        raise


def _ignoring(function: Callable[..., Any], *args: Any) -> None:
    _calling(function, *args)


def _name_of(function: Any) -> str:
    """As errors call what a library calls: "<lambda>", "Index.__call__"."""
    name = getattr(function, "__qualname__", None)
    return name if isinstance(name, str) else f"{type(function).__name__}.{CALL_OPERATOR}"


def _decoded(options: bytes) -> dict[str, Any]:
    """Only to be read."""
    return _decode_cached(options) if len(options) <= _CACHED_TEXT else funccall.decode_options(options)


def _task_name(options: bytes) -> Any:
    return _option(_decoded(options), TASK_NAME_OPTION_KEY)


_cached_name = functools.lru_cache(maxsize=256)(_task_name)


def _option(options: dict[str, Any], key: str) -> Any:
    if key not in options:
        raise ProtocolError(f"the call's options lack '{key}'")
    return options[key]


def _failed(text: str) -> tuple[bytes, int]:
    return Failure(utils.error_msg(text, 1).decode(), refused(text, py_type="LookupError")), _FAILED
