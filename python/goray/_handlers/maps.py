"""`Map` of C++, which gives items and takes results: `runtime/api/map.cpp` calls these by reference."""

from __future__ import annotations

import itertools
from typing import Any

from goray._bulk.chunk import Chunk, marked
from goray._bulk.chunks import METHOD_IN_FLIGHT, Chunks, no_threads, task_in_flight
from goray._bulk.map_results import MapResults
from goray._handlers import waits
from goray._library.loaded import library_at
from goray._messages.columns import Column, number_list, numbers
from goray._worker import submitted

How = tuple[int, int, int, bool, bool]
"""`MapOptions`: `chunk_size`, `max_in_flight`, `num_threads` (0: as is best), `ordered`; and if numbers are taken."""

State = tuple[str, int, int]
"""What is next, and two numbers that tell of it. Results are the letter of their numbers, or '' of a list."""

_open: dict[int, FedResults] = {}
_keys = itertools.count()


class _Given:
    """The columns of the next chunk, in the form of `columns`."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, Any]] = []

    def take(self, count: int) -> tuple[int, list[Any]]:  # noqa: ARG002 - so many were wanted
        letter, data = self.columns[0]
        return len(data) // 8 if letter else len(data), [_column(*column) for column in self.columns]


def _column(letter: str, data: Any) -> Any:
    return Column(letter, data) if letter else data


class FedResults(MapResults[Any]):
    """Results of `map` that are taken a part at a time, of items that come when they are wanted."""

    def __init__(self, form: Any, first: tuple[Any, ...], in_flight: int, how: How) -> None:
        """`form`: what has Ray's `.remote(*first, chunk, *columns)`. `in_flight`: unless `how` says it."""
        chunk_size, max_in_flight, num_threads, ordered, self._takes_numbers = how
        self._given = _Given()
        self._part: Any = b""
        self._error: Exception | None = None

        def submit(chunk: Chunk, columns: list[Any]) -> Any:
            return form.remote(*first, chunk, *columns)

        chunks = Chunks(submit, self._given, chunk_size or None, num_threads or 1)
        super().__init__(chunks, max_in_flight or in_flight, ordered=ordered)

    def step(self, columns: list[tuple[str, Any]]) -> State:
        """Goes on until it wants items, or knows what is next. `columns`: of items that it wanted, empty at the end."""
        if columns:
            self._given.columns = columns
            self._submit_next()
            self._given.columns = []
            if self._has_first():
                self._receive()
        while not self._parts:
            if self._wants_items():
                return "wants", self._chunks.size, 0
            if not self._running:
                error, self._source_error = self._source_error, None
                if error is not None:
                    raise error
                return "end", 0, 0
            refs = list(self._running)
            waits.wait(refs[:1] if self._ordered else refs, fetch_local=False)
            self._receive()
        part: Any = self._parts.popleft()
        if isinstance(part, Exception):
            self._error = part
            return "error", part.item, part.items  # type: ignore[attr-defined]
        letter, self._part, count = part
        return letter, count, 0

    def values(self) -> Any:
        return self._part

    def fail(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _keep(self, chunk: Chunk, letter: str, data: Any, failures: list[tuple[int, Exception]]) -> None:
        if letter and not self._takes_numbers:
            letter, data = "", number_list(letter, data)
        view = numbers(letter, data) if letter else data
        parts: list[Any] = []
        done = 0
        for index, failure in [*failures, (len(view), None)]:
            if index > done:
                piece = view[done:index]
                parts.append((letter, bytes(piece) if letter else piece, index - done))
            if failure is not None:
                parts.append(marked(failure, chunk.first + index))
            done = index + 1
        self._parts += parts


def open_task(path: str, name: str, options: dict[str, Any], how: How) -> int:
    """Of a task of the library at `path` -> the key of the others."""
    loaded = library_at(path)
    declared = loaded.options(f"task {name}")
    if num_threads := how[2]:
        options = {"num_cpus": num_threads, **options}
    form = submitted.library_map(loaded, name).get(options)
    return _kept(FedResults(form, (), task_in_flight({**declared, **options}), how))


def open_method(path: str, actor: int, name: str, options: dict[str, Any], how: How) -> int:
    """The same of the method of an actor that C++ holds. Raises TypeError if threads are wanted."""
    if how[2]:
        raise TypeError(no_threads(f"{name}: Map()"))
    form: Any = library_at(path).handles.actor(actor).handle._goray_map
    form = form.options(**options) if options else form
    return _kept(FedResults(form, (name,), METHOD_IN_FLIGHT, how))


def _kept(results: FedResults) -> int:
    key = next(_keys)
    _open[key] = results
    return key


def step(key: int, *columns: tuple[str, Any]) -> State:
    return _open[key].step(list(columns))


def values(key: int) -> Any:
    return _open[key].values()


def fail(key: int) -> None:
    """Raises the error that is next."""
    _open[key].fail()


def close(key: int) -> None:
    _open.pop(key).close()
