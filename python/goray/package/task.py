"""A task of a generated package: `tasks.Divide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gorayffi

from goray.package.app import App
from goray.package.arguments import no_map, no_split_map
from goray.package.callables import Declared, RemoteCallable
from goray.package.overloads import Overload

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from goray.package.bulk import Map


class Task(RemoteCallable, gorayffi.Forward):
    """A C++ task: call it for a result in process, `.remote()` it for one from Ray.

    A call raises `gorayffi.NativeError` for what the library reports, `gorayffi.LibraryError` if the library cannot be
    loaded, and TypeError, ValueError or OverflowError for an argument that C++ does not take.

    Args:
        app: The package's app, which knows the task by its name from now on.
        function: What workers run; its signature and docstring are the task's.
    """

    _kind = "task"

    def __init__(
        self, app: App, function: Callable[..., Any], *overloads: Overload, **declared: Unpack[Declared]
    ) -> None:
        super().__init__(app, function, function, *overloads, **declared)
        self.__module__ = f"{app.package}.tasks"
        self._target = self._first_call
        self._app = app
        app.tasks[self._wire] = self

    def options(self, **options: Any) -> Self:
        other = super().options(**options)
        other._target = other._refuse_call
        return other

    @property
    def map(self) -> Map:
        """Calls it on Ray for each item of iterables, many calls a task; see `Map`."""
        if self.gives_stream:
            raise no_map(self._label, "map()")
        if self._is_split:
            raise no_split_map(self._label)
        from goray._bulk.chunks import task_in_flight
        from goray.package.bulk import Map, Mapped

        self._warn_if_deprecated()
        declared = self._declared.get("options", {})
        cache = self._library.submitted_map(self._wire, self.__wrapped__, declared)
        return Map(
            Mapped(
                self._label,
                self._definition,
                lambda options: cache.get({**options, **self._options}),
                lambda options: task_in_flight({**declared, **options, **self._options}),
                threads=True,
            )
        )

    def vectorize(self, *arrays: Any, num_threads: int = 1) -> Any:
        """Calls it in this process for each item of numpy arrays, which are broadcast as a ufunc does; gives an array.

        Raises what the first item that fails raises, whose index in the flat result is its attribute `item`.

        Args:
            num_threads: Threads that share the items.
        """
        if self.gives_stream:
            raise no_map(self._label, "vectorize()")
        from goray.package.bulk import vectorize

        self._warn_if_deprecated()
        return vectorize(self.function, arrays, num_threads)

    def __reduce__(self) -> tuple[Any, ...]:
        return _find, (self._app, self._wire, self._options)

    def _first_call(self, *args: Any, **kwargs: Any) -> Any:
        self._target = self.function if self._deprecated is None else self._warn_and_call
        return self._target(*args, **kwargs)

    def _warn_and_call(self, *args: Any, **kwargs: Any) -> Any:
        self._warn_if_deprecated()
        return self.function(*args, **kwargs)

    def _refuse_call(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(
            f"{self._label}.options(...) sets options of Ray, but a plain call runs in this process: "
            "use .remote(...), or leave the options out"
        )


def _find(app: App, wire: str, options: dict[str, Any]) -> Any:
    return app.golang_task(wire, **options)
