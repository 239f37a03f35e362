"""The messages of calls: units, packed arguments and what answers mean. Formats: docs/reference/protocol.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ._native import encode_call, pack
from .errors import NativeError, ProtocolError, from_response
from .units import pack_bytes_units as pack_bytes_units
from .units import unpack_bytes_units as unpack_bytes_units


def encode_golang_funccall_arguments(
    name: str, encoded_args: bytes, object_positions: Sequence[int], *object_refs: tuple[bytes, int]
) -> tuple[bytes, int]:
    """The input of RUN_TASK, NEW_ACTOR and ACTOR_METHOD_CALL, and code 0.

    Args:
        name: of the task, actor or method.
        encoded_args: msgpack values one after another, without the resolved objects.
        object_positions: where each of `object_refs` goes in the final list of arguments.
        object_refs: `(bytes, code)` results of other tasks. Of the first that failed, its text and code are returned.

    Raises:
        ValueError: there is not one position for each ref.
        TypeError: a ref is not `(bytes, code)`.
    """
    return encode_call(name, encoded_args, object_positions, object_refs)


def split_call(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The packed arguments, the options' JSON and the table entries, `b""` if there are none, of a call to Python.

    The references in the table are lent: see `ReferenceHooks.borrow`.

    Raises:
        ProtocolError: not two or three units.
    """
    units = unpack_bytes_units(data)
    if len(units) == 2:
        return units[0], units[1], b""
    if len(units) == 3:
        return units[0], units[1], units[2]
    raise ProtocolError(f"a call to Python has 2 units, or 3 with references, not {len(units)}")


def decode_call(data: bytes) -> tuple[bytes, dict[str, Any], bytes]:
    """As `split_call`, with the options as Python's values.

    Raises:
        ProtocolError: not two or three units, or the second is not a JSON object.
    """
    arguments, options, entries = split_call(data)
    return arguments, decode_options(options), entries


def decode_funccall_arguments(data: bytes) -> tuple[bytes, dict[str, Any]]:
    """As `decode_call`, for a library that sends no references.

    Raises:
        ProtocolError: not two units, or the second is not a JSON object.
    """
    units = unpack_bytes_units(data)
    if len(units) != 2:
        raise ProtocolError(f"a call to Python has 2 units, arguments and options, not {len(units)}")
    return units[0], decode_options(units[1])


def decode_options(data: bytes) -> dict[str, Any]:
    """A JSON object. Raises ProtocolError for anything else."""
    try:
        options = json.loads(data)
    except ValueError as error:
        raise ProtocolError(f"the options are not JSON: {error}") from error
    if not isinstance(options, dict):
        raise ProtocolError(f"the options are not a JSON object but {data[:80]!r}")
    return options  # pyright: ignore[reportUnknownVariableType]


def encode_native_args(args: Iterable[object]) -> bytes:
    """Python values as packed arguments. Raises TypeError, OverflowError or ValueError for what cannot cross."""
    return pack(*args)


def make_exception_from_error_response(code: int, data: bytes) -> NativeError:
    """The exception that a failed answer stands for. It is returned, not raised."""
    return from_response(code, data)
