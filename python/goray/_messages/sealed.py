"""Messages as they travel inside Ray: their bytes out of band, their references as Ray's own.

A library's result is `Sealed`; whoever unpickles one gets the native Python value: `ray.get`, the arguments of Python
tasks and actors, other libraries. So a ref that a library made is a ref like any other. Only `get_encoded`, which asks
for a library, gets the message as it is. The arguments of a library's call are an `EncodedCall`.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from typing import Any, cast

from gorayffi import Message, unpack, unpack_result

from goray._ray.api import ray

_LARGE = 1 << 16
"""Bytes from which data goes out of band; below, the extra work costs more than the copy."""


def _buffer(data: Any) -> Any:
    """`data` for a pickle: Ray writes a large one into its store with one copy."""
    return pickle.PickleBuffer(data) if len(data) >= _LARGE else bytes(data)


class Sealed:
    """A library's encoded result on its way into Ray. Unpickled it is the value: `None`, one, or a list of several."""

    __slots__ = ("message",)

    def __init__(self, message: Message) -> None:
        self.message = message

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return _unseal, (_buffer(self.message.data), self.message.references)


def is_array(value: object) -> bool:
    """Whether one of a message's references is an array beside it, which pickle puts out of band as numpy's."""
    return hasattr(value, "__array_interface__")


def _unseal(data: Any, references: list[Any]) -> Any:
    message = Message(data, references)
    return Sealed(message) if _is_got_encoded() else unpack_result(data, references or None)


def get_encoded(ref: Any, timeout: float | None) -> Any:
    """`ray.get` of one ref, which leaves a `Sealed` as it is."""
    return ray.get(ref, timeout=timeout)


def _is_got_encoded() -> bool:
    """Whether the object that is being unpickled is that of `get_encoded`.

    Its frame is then the nearest one below Ray's. A flag of the thread would be seen by others as well: by a signal
    handler, or by code that another object's unpickling runs, if they call `ray.get` meanwhile.
    """
    frame = sys._getframe(2)  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith("ray."):
        frame = frame.f_back
    return frame.f_code is get_encoded.__code__


Keywords = tuple[int, Sequence[str]]
NO_KEYWORDS: Keywords = (0, ())


def keywords_in(name: str) -> tuple[str, Keywords]:
    """The name of a Python callable as a library has it, `f(1:offset,scale)`, without its keywords, and these."""
    plain, _, rest = name.removesuffix(")").partition("(")
    if not rest:
        return name, NO_KEYWORDS
    first, _, names = rest.partition(":")
    return plain, (int(first), names.split(","))


def by_keyword(arguments: list[Any], keywords: Keywords) -> tuple[list[Any], dict[str, Any]]:
    """The arguments that are given by position, and those that are by keyword."""
    first, names = keywords
    end = first + len(names)
    return arguments[:first] + arguments[end:], dict(zip(names, arguments[first:end], strict=False))


class EncodedCall:
    """The encoded arguments of a library's call; the values of those that are refs follow as arguments of Ray.

    Args:
        positions: where they belong in the final list of arguments, in rising order.
        values: of how many objects the result is made; 1: it is one, whatever it holds.
        keywords: those of a Python callable by which some of the arguments are given, and the position of the first.
    """

    __slots__ = ("keywords", "message", "positions", "values")

    def __init__(
        self, message: Message, positions: Sequence[int], values: int = 1, keywords: Keywords = NO_KEYWORDS
    ) -> None:
        self.message = message
        self.positions = positions
        self.values = values
        self.keywords = keywords

    def call(self, function: Callable[..., Any], name: str, values: Sequence[object]) -> Any:
        """Calls the Python callable `name`; `values`: of the refs. Raises as `native`, and what it raises."""
        arguments, named = by_keyword(self.native(name, values), self.keywords)
        return function(*arguments, **named)

    def result(self, message: Message, name: str) -> Any:
        """What to hand to Ray for the encoded result of the library's callable `name`.

        Raises ValueError for a result of another number of values than the caller wants objects of.
        """
        if self.values == 1:
            return Sealed(message)
        result = unpack_result(message.data, message.references or None)
        if not isinstance(result, list):
            raise ValueError(
                f"{name}(): it returned no tuple, but the caller wants {self.values} objects of its elements"
            )
        parts = cast("list[object]", result)
        if len(parts) != self.values:
            told = f"it returned a tuple of {len(parts)}, but the caller wants {self.values} objects of its elements"
            raise ValueError(f"{name}(): {told}")
        return tuple(map(out_of_band, parts))

    def native_result(self, value: Any) -> Any:
        """The same for the result of a Python callable, whose elements Ray counts."""
        if self.values == 1 or not isinstance(value, tuple | list):
            return out_of_band(value)
        return tuple(map(out_of_band, cast("Sequence[Any]", value)))

    def native(self, name: str, values: Sequence[object]) -> list[Any]:
        """The final list of arguments of the Python callable `name`; `values`: of the refs, or the refs themselves.

        Raises ValueError for a position that is taken or beyond the arguments.
        """
        arguments = unpack(self.message.data, self.message.references or None)
        previous = -1
        for position, value in zip(self.positions, values, strict=True):
            if not previous < position <= len(arguments):
                raise ValueError(
                    f"{name}(): an object ref has the position {position}, which is taken or beyond the "
                    f"{len(arguments)} arguments"
                )
            previous = position
            arguments.insert(position, value)
        return arguments

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        data = _buffer(self.message.data)
        is_plain = self.values == 1 and not self.keywords[1]
        more = () if is_plain else (self.values, self.keywords)
        return _encoded_call, (data, self.message.references, self.positions, *more)


def _encoded_call(
    data: Any, references: list[Any], positions: Sequence[int], values: int = 1, keywords: Keywords = NO_KEYWORDS
) -> EncodedCall:
    return EncodedCall(Message(data, references), positions, values, keywords)


class _OutOfBand:
    """Stands for bytes, and is unpickled as `made`."""

    __slots__ = ("_data", "_made")

    def __init__(self, data: bytes | memoryview, made: type[bytes | memoryview]) -> None:
        self._data = data
        self._made = made

    def __reduce_ex__(self, protocol: object) -> tuple[type[bytes | memoryview], tuple[pickle.PickleBuffer]]:
        return self._made, (pickle.PickleBuffer(self._data),)


def out_of_band(value: Any) -> Any:
    """What to hand to Ray for `value`: large `bytes` are pickled in band otherwise, with many copies."""
    return _OutOfBand(value, bytes) if type(value) is bytes and len(value) >= _LARGE else value


def unviewed(view: memoryview) -> Any:
    """What to hand to Ray for a view of C++'s memory, which stands for `bytes`."""
    return _OutOfBand(view, bytes)


def viewed(value: bytes) -> Any:
    """The same for an argument of C++, which becomes a view of Ray's store: the worker copies nothing."""
    return _OutOfBand(value, memoryview) if len(value) >= _LARGE else value
