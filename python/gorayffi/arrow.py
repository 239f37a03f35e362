"""What the extension makes with pyarrow, which is imported only where a table crosses."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any


class _Batch:
    """A batch that was exported: what Arrow's PyCapsule interface asks for."""

    __slots__ = ("_capsules",)

    def __init__(self, schema: object, array: object) -> None:
        self._capsules = (schema, array)

    def __arrow_c_array__(self, _requested_schema: object = None) -> tuple[object, object]:
        return self._capsules


class _Stream:
    """A stream of batches that was exported."""

    __slots__ = ("_capsule",)

    def __init__(self, stream: object) -> None:
        self._capsule = stream

    def __arrow_c_stream__(self, _requested_schema: object = None) -> object:
        return self._capsule


def _pyarrow(what: str) -> ModuleType:
    try:
        import pyarrow  # here, as most libraries have no tables
    except ImportError as error:
        raise ImportError(f"{what} needs the package pyarrow, which cannot be imported ({error}); install it") from None
    return pyarrow


def record_batch(schema: object, array: object) -> Any:
    """The `pyarrow.RecordBatch` of two capsules, which shares its memory."""
    return _pyarrow("a table from C++").record_batch(_Batch(schema, array))


def table(stream: object) -> Any:
    """The `pyarrow.Table` of a capsule, which shares its memory."""
    return _pyarrow("a table from C++").table(_Stream(stream))


def batch_of_columns(columns: Mapping[Any, Any]) -> Any:
    """The `pyarrow.RecordBatch` of named arrays: those of numbers are not copied.

    Raises:
        TypeError: pyarrow has no column for one of them.
        ValueError: They have not the same length.
    """
    pyarrow = _pyarrow("a dict as a table of C++")
    for name, column in columns.items():
        if not isinstance(name, str):
            raise TypeError(f"the columns of a table have names of str, got {type(name).__name__}")
        if getattr(column, "ndim", 1) != 1:
            raise TypeError(f"column {name!r} of a table has {column.ndim} dimensions, not 1")
    sizes = {name: len(column) for name, column in columns.items()}
    for name, size in sizes.items():
        if size != next(iter(sizes.values())):
            raise ValueError(
                f"column {name!r} has {size} items, column {next(iter(sizes))!r} has {sizes[next(iter(sizes))]}"
            )
    try:
        return pyarrow.RecordBatch.from_pydict(dict(columns))
    except (pyarrow.ArrowException, TypeError, ValueError) as error:
        raise TypeError(f"no table can be made of the dict: {error}") from error
