"""A library's task, as Python code submits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from goray import _options

if TYPE_CHECKING:
    from ray import ObjectRef

    from goray._app import App


class NativeTask:
    """A task of a library, used like a function decorated with `@ray.remote`. Immutable; threads may share it."""

    def __init__(self, app: Callable[[], App], name: str, options: Mapping[str, Any]) -> None:
        _options.check(options, "task", name)
        self._app = app
        self._name = name
        self._options = dict(options)

    def options(self, **options: Any) -> NativeTask:
        """The task with Ray's task options; these go before those it has."""
        return NativeTask(self._app, self._name, {**self._options, **options})

    def remote(self, *args: Any) -> ObjectRef[Any]:
        """Submits the task.

        Args:
            args: values, or `ObjectRef`s that Ray resolves first. Libraries know no keyword arguments.

        Raises:
            LookupError: the library has no such task.
            RuntimeError: there is no library.
        """
        ref: ObjectRef[Any] = self._app().native_task(self._name).get(self._options).remote(*args)
        return ref

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(
            f"{self._name} is a Ray task: call {self._name}.remote(...), or run it here by "
            f"goray.golang_local_run_task({self._name!r}, ...)"
        )

    def __repr__(self) -> str:
        return f"<goray task {self._name}>"
