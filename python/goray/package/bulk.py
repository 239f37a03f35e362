# pyright: reportPrivateUsage=false
"""Many calls of a task or of an actor's method in few calls on Ray: `tasks.Divide.map(xs, ys)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gorayffi import Function
from gorayffi.modules import imported_module

from goray._bulk.chunk import Chunk, marked
from goray._bulk.chunks import Chunks, no_threads
from goray._bulk.columns import Columns
from goray._bulk.map_results import MapRefs, MapResults
from goray._bulk.progress import Progress
from goray.package.arguments import signature


@dataclass(frozen=True)
class Mapped:
    """What `map` is of."""

    label: str
    definition: Callable[..., Any]
    """The `def` with its parameters."""
    form: Callable[[dict[str, Any]], Any]
    """What has Ray's `.remote(chunk, *columns)` with these options beside its own."""
    in_flight: Callable[[dict[str, Any]], int]
    """How many chunks shall be under way with these options beside its own."""
    threads: bool
    """Whether `num_threads` may be given."""


class Map:
    """Calls a task or a method for each item of iterables, one for each parameter: many calls in a call on Ray.

    The loop over the items of a chunk runs in C++. Nothing is taken from the iterables before it is needed, so they may
    be endless; memory holds the chunks that are under way. `remote` gives references to lists of results.
    """

    def __init__(self, mapped: Mapped) -> None:
        self._mapped = mapped

    def __call__(
        self,
        *columns: Iterable[Any],
        chunk_size: int | None = None,
        max_in_flight: int | None = None,
        ordered: bool = True,
        num_threads: int | None = None,
        progress: bool = False,
    ) -> MapResults[Any]:
        """The results.

        Args:
            columns: For each parameter an iterable of arguments. The shortest ends it.
            chunk_size: Items of a call on Ray; by default as many as take a few milliseconds.
            max_in_flight: Chunks that are under way at once, or wait for their turn.
            ordered: Whether results come in the order of the items, else chunk by chunk as they come.
            num_threads: Of a task: threads that share the items of a chunk, each with a CPU of Ray's unless the
                options say `num_cpus`.
            progress: Whether a line on stderr says how far it is.

        Raises:
            TypeError: there are too few or too many iterables.
        """
        chunks, most = self._chunks(columns, chunk_size, max_in_flight, num_threads, {})
        shown = Progress(self._mapped.label, columns) if progress else None
        return MapResults(chunks, most, ordered=ordered, progress=shown)

    def remote(
        self,
        *columns: Iterable[Any],
        chunk_size: int | None = None,
        max_in_flight: int | None = None,
        num_threads: int | None = None,
    ) -> MapRefs[Any]:
        """References to the results, a list a chunk, as an iterator that submits a chunk when it is asked for one.

        An item that fails is an error of its chunk. Arguments are those of a call, which also raises the same.
        """
        return MapRefs(*self._chunks(columns, chunk_size, max_in_flight, num_threads, {"num_returns": 2}))

    def __repr__(self) -> str:
        return f"<map of {self._mapped.label}>"

    def _chunks(
        self,
        sources: tuple[Iterable[Any], ...],
        chunk_size: int | None,
        max_in_flight: int | None,
        num_threads: int | None,
        options: dict[str, Any],
    ) -> tuple[Chunks, int]:
        """Them, and how many may be under way."""
        mapped = self._mapped
        annotations = _annotations(mapped, len(sources))
        sizes = {"chunk_size": chunk_size, "max_in_flight": max_in_flight, "num_threads": num_threads}
        for name, number in sizes.items():
            if number is not None and number < 1:
                raise ValueError(f"{mapped.label}.map(): {name} is {number}, it must be at least 1")
        if num_threads is not None:
            if not mapped.threads:
                raise TypeError(no_threads(f"{mapped.label}.map()"))
            options["num_cpus"] = num_threads
        form = mapped.form(options)

        def submit(chunk: Chunk, columns: list[Any]) -> Any:
            return form.remote(chunk, *columns)

        chunks = Chunks(submit, Columns(sources, annotations), chunk_size, num_threads or 1)
        return chunks, max_in_flight or mapped.in_flight(options)


def _annotations(mapped: Mapped, given: int) -> list[str]:
    """Of the parameters that so many iterables are for. Raises TypeError if they are not as many as there may be."""
    parameters = signature(mapped.definition).parameters.values()
    named = [p for p in parameters if p.kind is not p.VAR_POSITIONAL]
    required = sum(p.default is p.empty for p in named)
    variadic = len(named) < len(parameters)
    if not given or given < required or (given > len(named) and not variadic):
        wants = f"{required} to {len(named)}" if required < len(named) else str(len(named))
        raise TypeError(
            f"{mapped.label}.map() takes an iterable for each parameter, {wants}{' or more' if variadic else ''}, and "
            f"at least one; it was given {given}"
        )
    annotations = [str(p.annotation) for p in named]
    return (annotations + [""] * given)[:given]


def vectorize(function: Function, arrays: tuple[Any, ...], num_threads: int) -> Any:
    """Calls it for each item of numpy arrays; see `Task.vectorize`."""
    np: Any = imported_module("numpy")
    shape = np.broadcast_shapes(*map(np.shape, arrays))
    columns = tuple(np.ascontiguousarray(np.broadcast_to(item, shape)).reshape(-1) for item in arrays)
    count = len(columns[0]) if columns else 0
    letter, data, failures, _ = function.map(columns, count, num_threads=num_threads)
    if failures:
        index, error = failures[0]
        raise marked(error, index)
    if not letter:
        result = np.empty(len(data), object)
        result[:] = data
        return result.reshape(shape)
    whole = np.frombuffer(data, "q" if letter == "?" else letter).reshape(shape)
    return whole.astype(bool) if letter == "?" else whole
