"""A task of a generated package: `tasks.Divide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gorayffi

from goray.package.app import App
from goray.package.callables import Declared, RemoteCallable

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack


class Task(RemoteCallable, gorayffi.Forward):
    """A C++ task: call it for a result in process, `.remote()` it for one from Ray.

    A call raises `gorayffi.NativeError` for what the library reports, `gorayffi.LibraryError` if the library cannot be
    loaded, and TypeError, ValueError or OverflowError for an argument that C++ does not take.

    Args:
        app: The package's app, which knows the task by its name from now on.
        function: What workers run; its signature and docstring are the task's.
    """

    _kind = "task"

    def __init__(self, app: App, function: Callable[..., Any], **declared: Unpack[Declared]) -> None:
        super().__init__(app, function, function, **declared)
        self.__module__ = f"{app.package}.tasks"
        self._target = self._first_call
        self._app = app
        app.tasks[self._wire] = self

    def options(self, **options: Any) -> Self:
        other = super().options(**options)
        other._target = other._refuse_call
        return other

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
