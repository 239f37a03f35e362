"""A chunk of the items of `map`: what a worker is told of it, and does with it."""

from __future__ import annotations

from typing import Any, NamedTuple

from gorayffi import Function

from goray._messages.columns import Column, ListColumn


class Chunk(NamedTuple):
    """What a worker is told of a chunk, beside its columns."""

    first: int
    """Index of its first item."""
    size: int
    """How many there are."""
    num_threads: int = 1
    is_list: bool = False
    """Whether its results are a value of their own, a list, which an item that fails leaves without."""


def run_chunk(function: Function, chunk: Chunk, columns: tuple[Any, ...], actor_id: int = 0) -> tuple[Any, ...]:
    """Calls `function` for each item; what it gives, `gorayffi.Function.map` says. Of a list: the list, and seconds."""
    letter, data, failures, seconds = function.map(
        columns, chunk.size, actor_id=actor_id, num_threads=chunk.num_threads
    )
    if not chunk.is_list:
        return letter, Column(letter, data) if letter else data, failures, seconds
    for index, error in failures:
        raise marked(error, chunk.first + index)
    return ListColumn(letter, data) if letter else data, seconds


def marked(error: Exception, item: int, items: int = 1) -> Exception:
    """`error`, which says of which items it is."""
    error.item, error.items = item, items  # type: ignore[attr-defined]
    if add_note := getattr(error, "add_note", None):  # Python 3.11
        last = f" to {item + items - 1}" if items > 1 else ""
        add_note(f"in map(), item{'s' if items > 1 else ''} {item}{last}, counted from 0")
    return error
