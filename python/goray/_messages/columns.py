"""Columns of numbers on their way through Ray: side by side, in pieces of memory of their own."""

from __future__ import annotations

from typing import Any


class Column:
    """Numbers of one `struct` format, which arrive as a `memoryview` of them."""

    __slots__ = ("_data", "_letter")

    def __init__(self, letter: str, data: Any) -> None:
        """`data`: what lends their bytes."""
        self._letter = letter
        self._data = data

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        import pickle  # here, as whoever pickles has it, and an import of a package should not wait for it

        return self._arrives(), (self._letter, pickle.PickleBuffer(self._data))

    def _arrives(self) -> Any:
        return numbers


class ListColumn(Column):
    """The same, which arrives as a list."""

    __slots__ = ()

    def _arrives(self) -> Any:
        return number_list


def numbers(letter: str, data: Any) -> Any:
    """A `memoryview` of the numbers in `data`; bools of eight bytes are the ints 0 and 1."""
    view: Any = memoryview(data).cast("B")
    return view.cast("q" if letter == "?" else letter)


def number_list(letter: str, data: Any) -> list[Any]:
    """The numbers in `data`, as Python's."""
    found: list[Any] = numbers(letter, data).tolist()
    return list(map(bool, found)) if letter == "?" else found
