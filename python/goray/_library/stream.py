"""Streams of a library in this process: what a task or a method gives one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import gorayffi
from gorayffi.consts import Py2GoCmd

if TYPE_CHECKING:
    from typing_extensions import Self

_T = TypeVar("_T")


class Stream(Generic[_T]):
    """The items that a C++ task or method gives, an iterator. Each is made when it is asked for.

    An error of C++ is raised at the turn of the item that is not there because of it; it ends the stream. Closing
    destroys what runs in C++, as the end of a `with` does, and the end of the last reference to this. Not picklable.
    """

    __slots__ = ("__weakref__", "_convert", "_id", "_label", "_library", "_turn")

    def __init__(
        self, library: gorayffi.Library, label: str, convert: Callable[[Any], _T] | None, stream_id: int
    ) -> None:
        """`label`: of the task or method; `convert`: of each item; `stream_id`: what the call of it gave."""
        self._id: int | None = stream_id
        self._library = library
        self._label = label
        self._convert = convert
        # Empty while somebody takes an item: no lock, as a signal handler may come back to this.
        self._turn: list[None] = [None]

    def __iter__(self) -> Iterator[_T]:
        return self

    def __next__(self) -> _T:
        try:
            self._turn.pop()
        except IndexError:
            raise ValueError(
                f"the stream of {self._label}() gives an item already, to another thread or a callback"
            ) from None
        try:
            stream = self._id
            if stream is None:
                raise StopIteration
            try:
                item = self._library.next_item(stream, self._label)
            except StopIteration:
                self._id = None
                raise
            except BaseException:  # C++ has ended it, or Ctrl-C ends it here
                self.close()
                raise
            return item if self._convert is None else self._convert(item)
        finally:
            self._turn.append(None)

    def close(self) -> None:
        """Ends it. A body that runs meanwhile, on another thread, is interrupted: `goray::CheckInterrupt()` throws."""
        stream, self._id = self._id, None
        if stream is not None:
            self._library.execute(Py2GoCmd.CMD_CLOSE_STREAM, stream, b"")  # that it has ended already is no error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_id", None) is not None:
            self.close()

    def __reduce__(self) -> Any:
        raise TypeError(
            f"the stream of {self._label}() is in this process alone and cannot be pickled or copied: `.remote(...)` "
            "gives one whose items others can have, by their references"
        )

    def __repr__(self) -> str:
        return f"<{'closed ' if self._id is None else ''}stream of {self._label}>"
