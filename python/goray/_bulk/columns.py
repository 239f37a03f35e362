"""What `map` is given, piece by piece, as columns for C++."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from goray._messages.columns import Column

_LETTERS = {"float": "d", "int": "q"}
"""Annotation of a parameter -> how numbers for it stand side by side."""


class Columns:
    """Takes from several iterables at once, until the shortest ends. Nothing is taken before it is needed."""

    def __init__(self, sources: Sequence[Iterable[Any]], annotations: Sequence[str]) -> None:
        """`annotations`: of the parameters that the items are for."""
        self._takers = [_taker(source, annotation) for source, annotation in zip(sources, annotations, strict=True)]

    def take(self, count: int) -> tuple[int, list[Any]]:
        """How many items there still are of `count`, and a column for each parameter."""
        taken = [take(count) for take in self._takers]
        count = min((len(column) for column in taken), default=0)
        return count, [_sent(column[:count] if len(column) > count else column) for column in taken]


def _sent(column: Any) -> Any:
    return Column(column.typecode, column) if isinstance(column, array) else column


def _taker(source: Iterable[Any], annotation: str) -> Callable[[int], Any]:
    if _is_array(source):
        return _of_array(source)
    letter = _LETTERS.get(annotation, "")
    items = iter(source)

    def take(count: int) -> Any:
        values = list(islice(items, count))
        try:
            return array(letter, values) if letter else values
        except (TypeError, OverflowError):  # C++ tells of each item what is wrong with it
            return values

    return take


def _is_array(source: object) -> bool:
    """Whether it is an array of numbers as numpy has them, with one dimension and without gaps."""
    interface: dict[str, Any] = getattr(source, "__array_interface__", {})
    kind = interface.get("typestr", "|O")[1]
    return len(interface.get("shape", ())) == 1 and interface.get("strides") is None and kind in "fiub"


def _of_array(source: Any) -> Callable[[int], Any]:
    at = 0

    def take(count: int) -> Any:
        nonlocal at
        at += count
        return source[at - count : at]

    return take
