"""A task of a generated package: `tasks.Divide`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gorayffi

from goray._package.arguments import explain, signature_text, warn_deprecated
from goray._package.convert import Converter
from goray._package.functions import bind

if TYPE_CHECKING:
    from goray._package.app import App


class Task(gorayffi.Forward):
    """A C++ task: call it for a result in process, `.remote()` it for one from Ray.

    A call raises `gorayffi.NativeError` for what the library reports, `gorayffi.LibraryError` if the library cannot be
    loaded, and TypeError, ValueError or OverflowError for an argument that C++ does not take.

    Args:
        app: The package's app, which knows the task by its name from now on.
        function: What workers run; its signature and docstring are the task's.
        name: On the wire, where Python cannot call it so.
        convert: From the wire's result to the annotated one.
        hold_gil: A call in process keeps the GIL.
        deprecated: Why not to use it, may be ''; `None`: it is not deprecated.
    """

    def __init__(
        self,
        app: App,
        function: Callable[..., Any],
        *,
        name: str = "",
        convert: Converter | None = None,
        hold_gil: bool = False,
        deprecated: str | None = None,
    ) -> None:
        self.__name__ = self.__qualname__ = function.__name__
        self.__module__ = f"{app.package}.tasks"
        self.__doc__ = function.__doc__
        self.__wrapped__ = function
        self._convert = convert
        self._hold_gil = hold_gil
        self._app = app
        self._wire = name or function.__name__
        self._deprecated = deprecated
        self._options: dict[str, Any] = {}
        self._function: gorayffi.Function | None = None
        self._target = self._first_call
        self._submit: Callable[..., Any] | None = None
        app.tasks[self._wire] = self

    @property
    def function(self) -> gorayffi.Function:
        """What calls C++ in this process; made once.

        Raises:
            gorayffi.LibraryError: the library cannot be loaded, or declares the task otherwise.
        """
        if self._function is None:
            library = self._app.library_with("task", self._wire)
            self._function = bind(
                library, "task", self._wire, self.__wrapped__, hold_gil=self._hold_gil, convert=self._convert
            )
        return self._function

    def remote(self, *args: Any, **kwargs: Any) -> Any:
        """Submits the task to Ray; an argument may be an `ObjectRef`.

        Raises:
            TypeError: the arguments do not fit the task's parameters.
        """
        if self._deprecated is not None:
            warn_deprecated(self._label, self._deprecated)
        submit = self._submit or self._first_submit()
        try:
            return submit(*args, **kwargs)
        except TypeError:
            explain(self._label, self.__wrapped__, args, kwargs)
            raise

    def options(self, **options: Any) -> Task:
        """The same task with Ray options for `remote`; they are added to those it has.

        Raises:
            TypeError: Ray has no such option; the text proposes the one that was meant.
            ValueError: an option that cannot work for a C++ task.
        """
        from goray._options import check

        check(options, "task", f"{self._label}.options()")
        other = Task.__new__(Task)
        vars(other).update(vars(self))
        other._options = {**self._options, **options}
        other._submit = None
        other._target = other._refuse_call
        return other

    def __reduce__(self) -> str | tuple[Any, ...]:
        if self._options:
            return _with_options, (self._app.golang_task(self._wire), self._options)
        return self.__name__

    def __repr__(self) -> str:
        return f"<task {self._label}{signature_text(self.__wrapped__)}>"

    @property
    def _label(self) -> str:
        return f"{self.__module__}.{self.__name__}"

    def _first_call(self, *args: Any, **kwargs: Any) -> Any:
        self._target = self.function if self._deprecated is None else self._warn_and_call
        return self._target(*args, **kwargs)

    def _warn_and_call(self, *args: Any, **kwargs: Any) -> Any:
        warn_deprecated(self._label, self._deprecated or "")
        return self.function(*args, **kwargs)

    def _refuse_call(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(f"{self._label}.options(...) are Ray's, and a call runs here: use .remote(...), or no options")

    def _first_submit(self) -> Callable[..., Any]:
        submit: Callable[..., Any] = self._app.variants(self.__wrapped__).get(self._options).remote
        self._submit = submit
        return submit


def _with_options(task: Task, options: dict[str, Any]) -> Task:
    return task.options(**options)
