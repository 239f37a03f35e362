"""A library's tasks and actors as workers run them: functions and classes made for one name, which Ray's tools show.

Each maker returns a new function or class; Ray pickles it by value, and this package's code that it refers to by
reference. It holds the library's path, never a pointer: a worker loads the library at the first call. A failure is an
exception, which Ray retries, hands on to dependents and shows as that of any task.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from typing import Any

from gorayffi import Function, Library, Message, unpack_result
from gorayffi.consts import ErrCode, Py2GoCmd

from goray._bulk.chunk import Chunk, run_chunk
from goray._library.loaded import library_at
from goray._library.stream import Stream
from goray._messages.failure import library_failure
from goray._messages.sealed import EncodedCall, Sealed, out_of_band
from goray._worker.coroutine import finished
from goray._worker.exit import ClosedAtExit
from goray._worker.method_options import with_options
from goray._worker.naming import made_class, named
from goray._worker.stream_items import items_of


def call_library(
    path: str, command: int, index: int, name: str, call: EncodedCall, resolved: Sequence[object]
) -> Message:
    """Calls the library at `path` with encoded arguments; `resolved`: the values of those that were refs.

    Raises NativeError for what the library reports.
    """
    library = library_at(path).library
    values = [value.message if isinstance(value, Sealed) else value for value in resolved]
    message, code = library.call_message(command, index, name, call.message, call.positions, values)
    if code != ErrCode.Success:
        raise library_failure(code, bytes(message.data), name)
    return message


async def call_coroutine(path: str, actor: int, name: str, call: EncodedCall, resolved: Sequence[object]) -> Any:
    """Calls a method that is a coroutine, as `call_library` calls others."""
    library = library_at(path).library
    begun = call_library(path, Py2GoCmd.CMD_BEGIN_METHOD_CALL, actor, name, call, resolved)
    return call.result(await finished(library, unpack_result(begun.data), name), name)


async def result_of_coroutine(library: Library, actor: int, name: str, args: Sequence[object]) -> Any:
    """The same for Python callers: native values in and out."""
    begun = library.call(Py2GoCmd.CMD_BEGIN_METHOD_CALL, actor, name, args)
    data, references = await finished(library, begun, name)
    return unpack_result(data, references or None)


def library_task(path: str, name: str) -> Callable[..., Any]:
    """A library's task for Python callers: native values in and out."""

    def call(*args: Any) -> Any:
        return out_of_band(library_at(path).library.call(Py2GoCmd.CMD_RUN_TASK, 0, name, args))

    return named(call, name)


def library_stream(path: str, name: str) -> Callable[..., Any]:
    """A library's task that gives a stream, for Python callers."""

    def call(*args: Any) -> Any:
        library = library_at(path).library
        stream = library.call(Py2GoCmd.CMD_RUN_TASK, 0, name, args)
        yield from items_of(Stream(library, name, None, stream))

    return named(call, name)


def encoded_task(path: str, name: str) -> Callable[..., Any]:
    """A library's task for library callers: its result is `Sealed`, or several objects."""

    def call(encoded: EncodedCall, *resolved: Any) -> Any:
        return encoded.result(call_library(path, Py2GoCmd.CMD_RUN_TASK, 0, name, encoded, resolved), name)

    return named(call, name)


def library_map(path: str, name: str) -> Callable[..., Any]:
    """What calls a library's task for each item of columns, for library callers."""

    def call(chunk: Chunk, *columns: Any) -> tuple[Any, ...]:
        return run_chunk(_mapped(path, Py2GoCmd.CMD_RUN_TASK, name, "", len(columns)), chunk, columns)

    return named(call, f"{name}.map")


def _mapped(path: str, command: Py2GoCmd, name: str, actor: str, parameters: int) -> Function:
    """A function of the library that is given all its arguments."""
    loaded = library_at(path)
    names = [f"argument {i}" for i in range(parameters)]
    function: Function = loaded.cached(
        ("map", actor, name, parameters), lambda: Function(loaded.library, command, name, names, {}, actor=actor)
    )
    return function


class LibraryActor(ClosedAtExit):
    """A library's actor inside its Ray actor; base of the classes that `library_actor` makes."""

    goray_path: str
    goray_type: str

    def __init__(self, *args: Any) -> None:
        """`args`: native values, or an `EncodedCall` and the values of its refs."""
        self._goray_library = library_at(self.goray_path).library
        if args and isinstance(args[0], EncodedCall):
            made = call_library(self.goray_path, Py2GoCmd.CMD_NEW_ACTOR, 0, self.goray_type, args[0], args[1:])
            self._goray_instance = int(bytes(made.data))
        else:
            self._goray_instance = self._goray_library.call(Py2GoCmd.CMD_NEW_ACTOR, 0, self.goray_type, args)

    def _goray_map(self, method: str, chunk: Chunk, *columns: Any) -> tuple[Any, ...]:
        command = Py2GoCmd.CMD_ACTOR_METHOD_CALL
        function = _mapped(self.goray_path, command, method, self.goray_type, len(columns))
        return run_chunk(function, chunk, columns, self._goray_instance)

    def _goray_close(self) -> None:
        self._goray_library.execute(Py2GoCmd.CMD_CLOSE_ACTOR, self._goray_instance, b"")


def library_actor(
    path: str,
    name: str,
    methods: Mapping[str, Mapping[str, Any]],
    streams: Collection[str] = (),
    coroutines: Collection[str] = (),
) -> type:
    """The class `Go.<name>` of a library's actor: each method as `X` for Python callers and `X__` for libraries.

    Args:
        methods: Ray's options of each.
        streams: Those that give streams, which are there as `X` alone.
        coroutines: Those that are coroutines. With any, all run on one thread, where these take turns.
    """
    members: dict[str, Any] = {"goray_path": path, "goray_type": name}
    for method, options in methods.items():
        if method in streams:
            made = _async_stream_method(method) if coroutines else _stream_method(method)
            members[method] = with_options(named(made, method), options)
            continue
        plain, encoded = _method(method), _encoded_method(method)
        if method in coroutines:
            plain, encoded = _coroutine(method), _encoded_coroutine(method)
        elif coroutines:
            plain, encoded = _on_one_thread(plain), _on_one_thread(encoded)
        members[method] = with_options(named(plain, method), options)
        members[f"{method}__"] = with_options(named(encoded, f"{method}__"), options)
    if coroutines:
        members["_goray_map"] = _on_one_thread(LibraryActor._goray_map)  # pyright: ignore[reportPrivateUsage]
    return made_class(f"Go.{name}", LibraryActor, members)


def _method(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any) -> Any:
        library = self._goray_library
        return out_of_band(library.call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_instance, name, args))

    return call


def _stream_method(name: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any) -> Any:
        library = self._goray_library
        stream = library.call(Py2GoCmd.CMD_ACTOR_METHOD_CALL, self._goray_instance, name, args)
        yield from items_of(Stream(library, name, None, stream))

    return call


def _async_stream_method(name: str) -> Callable[..., Any]:
    run = _stream_method(name)

    async def call(self: Any, *args: Any) -> Any:
        with closing(run(self, *args)) as items:
            for item in items:
                yield item

    return call


def _on_one_thread(method: Callable[..., Any]) -> Callable[..., Any]:
    """`method` of an actor with coroutines, which would run beside them on a thread of its own."""

    async def call(self: Any, *args: Any) -> Any:
        return method(self, *args)

    return call


def _coroutine(name: str) -> Callable[..., Any]:
    async def call(self: Any, *args: Any) -> Any:
        return out_of_band(await result_of_coroutine(self._goray_library, self._goray_instance, name, args))

    return call


def _encoded_coroutine(name: str) -> Callable[..., Any]:
    async def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Any:
        return await call_coroutine(self.goray_path, self._goray_instance, name, encoded, resolved)

    return call


def _encoded_method(name: str) -> Callable[..., Any]:
    def call(self: Any, encoded: EncodedCall, *resolved: Any) -> Any:
        command = Py2GoCmd.CMD_ACTOR_METHOD_CALL
        message = call_library(self.goray_path, command, self._goray_instance, name, encoded, resolved)
        return encoded.result(message, f"{self.goray_type}.{name}")

    return call
