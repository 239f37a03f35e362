"""Encoded calls as they travel inside Ray, where libraries, GoRay's published packages and this one meet.

A result is the pair `(bytes, code)`: msgpack values and 0, or a text and the code of the failure; with refs or actor
handles inside the values it is `(bytes, 0, passengers)`. An encoded call is `raw` (msgpack arguments, one after
another), `positions` (where resolved refs belong in the final list of arguments), the refs' pairs in the order of the
positions, and if the arguments hold any, a list of their passengers.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import gorayffi
from gorayffi.consts import ErrCode
from gorayffi.errors import from_response
from gorayffi.failures import Failure, Kind, as_text, describe

from goray._passengers import Passenger, as_values, knows, passenger

Pair = tuple[Any, int] | tuple[Any, int, list[Passenger]]
"""`(bytes, code)` or `(bytes, 0, passengers)`; the bytes may be an `_OutOfBand` on their way into Ray."""

_LARGE = 1 << 16
"""Bytes from which a payload goes out of band; below, the extra work costs more than the copy."""


class Encoded(NamedTuple):
    """The arguments of an actor's constructor when the caller is a library: the refs follow as arguments of Ray."""

    raw: bytes
    positions: list[int]


class _OutOfBand:
    """Bytes that Ray writes into its store with one copy, and that arrive as plain `bytes` in any Python."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __reduce_ex__(self, protocol: object) -> tuple[type[bytes], tuple[pickle.PickleBuffer]]:
        return bytes, (pickle.PickleBuffer(self._data),)


def seal(data: bytes) -> Any:
    """`data`, or what stands for it where that saves copies. For Ray only: a reader gets `bytes`."""
    return _OutOfBand(data) if len(data) >= _LARGE else data


def seal_pair(pair: Pair) -> Pair:
    """A result on its way into Ray."""
    data, *rest = pair
    return cast("Pair", (seal(data), *rest))


def split_refs(positions: Sequence[int], refs: Sequence[Any]) -> tuple[Sequence[Any], list[Passenger]]:
    """What follows the positions of an encoded call: the refs' pairs, and the arguments' passengers."""
    count = len(positions)
    beside: list[list[Passenger]] = list(refs[count:])
    return refs[:count], beside[0] if beside else []


def encode_result(name: str, value: object) -> Pair:
    """The result of the Python callable `name` for a library: one value.

    Raises:
        TypeError, OverflowError, ValueError: msgpack has no such value.
    """
    try:
        data, beside = gorayffi.pack_beside(knows, value)
        return (data, ErrCode.Success, [passenger(item) for item in beside]) if beside else (data, ErrCode.Success)
    except (TypeError, OverflowError, ValueError) as error:
        reason = str(error).removeprefix("pack() argument 1: ").removeprefix("pack() argument 1 ")
        raise type(error)(f"the result of {name}() cannot be sent to a library: {reason}") from None


def decode_arguments(name: str, raw: bytes, positions: Sequence[int], refs: Sequence[Any]) -> list[Any]:
    """The arguments of an encoded call of the Python callable `name`; `refs` as they came, see `split_refs`.

    Raises:
        ValueError: a position that is out of range or given twice, or a ref with none or several values.
        NativeError: an argument's task failed; the text names the argument.
    """
    pairs, beside = split_refs(positions, refs)
    args = gorayffi.unpack(raw, as_values(beside))
    if len(positions) != len(pairs):
        raise ValueError(f"{name}(): {len(positions)} positions for {len(pairs)} object refs")
    previous = -1
    for position, (data, code, *inside) in sorted(zip(positions, pairs, strict=True), key=lambda item: item[0]):
        if not previous < position <= len(args):
            raise ValueError(f"{name}(): object ref at position {position}, taken or beyond the {len(args)} arguments")
        previous = position
        if code != ErrCode.Success:
            raise _producer_failed(name, position, bytes(data), code)
        values = gorayffi.unpack(data, as_values(inside[0]) if inside else None)
        if len(values) != 1:
            raise ValueError(f"{name}() argument {position}: its task returned {len(values)} values, not one")
        args.insert(position, values[0])
    return args


def _producer_failed(name: str, position: int, data: bytes, code: int) -> Exception:
    error = from_response(code, data, "the task")
    error.message = f"{name}() argument {position}: the task that should have produced it failed: {error.message}"
    return error


def failure(error: BaseException, task: str = "", kind: Kind = "task_failed") -> tuple[bytes, int]:
    """A Python failure for a library: `Type: message`, then the traceback without this package's frames.

    Args:
        task: the callable that failed, '' if none did.
    """
    told = describe(error, kind, task, _is_ours)
    return Failure(as_text(told), told), ErrCode.Failed


_PACKAGE = __file__.rpartition("/")[0] + "/"


def _is_ours(file: str) -> bool:
    return file.startswith(_PACKAGE)
