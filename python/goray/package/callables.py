"""Tasks, factories and methods of a generated package: what a call of them in process and a submission share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypedDict

from gorayffi import Function
from gorayffi.consts import Py2GoCmd
from gorayffi.omitted import OMITTED

from goray._ray.options import check, for_ray, is_split
from goray.package.arguments import (
    SPLIT,
    STREAM_REFS,
    Submission,
    check_types,
    explain,
    in_store,
    returned_values,
    signature_text,
    split_refs,
    stream_refs,
    warn_deprecated,
)
from goray.package.convert import Converter
from goray.package.library import PackageLibrary
from goray.package.overloads import Overload, Overloads

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

Kind = Literal["task", "actor", "method"]

_COMMANDS: Mapping[Kind, Py2GoCmd] = {
    "task": Py2GoCmd.CMD_RUN_TASK,
    "actor": Py2GoCmd.CMD_NEW_ACTOR,
    "method": Py2GoCmd.CMD_ACTOR_METHOD_CALL,
}


class Declared(TypedDict, total=False):
    """What goray-gen writes of a callable where it differs from the plain case."""

    name: str
    """On the wire, where Python cannot call it so."""
    parameters: tuple[str, ...]
    """Their names, without those that any number of arguments is for."""
    defaults: Mapping[str, object]
    """By parameter; `OMITTED` where only C++ can evaluate it."""
    variadic: bool
    """Any number of arguments may follow those of `parameters`."""
    hold_gil: bool
    """A call in process keeps the GIL."""
    convert: Converter
    """From the wire's result to the annotated one; of a stream from each item."""
    stream: bool
    """It gives a stream."""
    deprecated: str
    """Why not to use it, may be ''; without it, it is not deprecated."""
    wraps: Mapping[str, Converter]
    """By parameter, of overloads by place: what makes of a callable one that C++ calls with values of the wire."""
    options: Mapping[str, Any]
    """Of Ray, as C++ declares them; those of a call go before them."""


class LibraryCallable:
    """A callable of the library under the name, signature and docstring of a generated `def`."""

    _kind: ClassVar[Kind]

    def __init__(
        self, definition: Callable[..., Any], wire: str, *overloads: Overload, **declared: Unpack[Declared]
    ) -> None:
        """`wire`: its name there, if `declared` has none. `overloads`: of several functions, instead of parameters."""
        self.__doc__ = definition.__doc__
        self._definition = definition
        self._wire = declared.get("name", wire)
        self._declared = declared
        self._deprecated = declared.get("deprecated")
        self._overloads = Overloads(self._wire, overloads) if overloads else None
        self._function: Function | None = None
        self._worker_function: Function | None = None
        self._begin_function: Function | None = None

    def given(
        self, args: tuple[object, ...], defaults: Sequence[object]
    ) -> tuple[tuple[object, ...], dict[str, object]]:
        """The arguments of a generated `def` as a call has them, where `OMITTED` stands for one that was left out.

        Those at the end that are the very objects of `defaults`, the `def`'s own, were left out: C++ has its defaults
        itself, as in a call in process. Those after a gap go by name, so that C++ judges the gap as it does there.
        """
        parameters = self._declared.get("parameters", ())
        if len(args) == len(parameters):
            args = _without_defaults(args, defaults)
        gap = next((i for i, value in enumerate(args) if value is OMITTED), len(args))
        if gap == len(args) or len(args) > len(parameters):
            return args, {}
        rest = zip(parameters[gap:], args[gap:], strict=True)
        return args[:gap], {name: value for name, value in rest if value is not OMITTED}

    @property
    def definition_defaults(self) -> tuple[object, ...]:
        """Of the generated `def`."""
        return defaults_of(self._definition)

    def function_in(self, library: PackageLibrary, actor: str = "") -> Function:
        """What calls C++ in this process; made once. `actor`: of a method, the factory of its actor.

        Raises:
            gorayffi.LibraryError: the library cannot be loaded, or declares the callable otherwise.
        """
        if self._function is None:
            self._function = self._bound(library, actor, views_bytes=False)
        return self._function

    def worker_function_in(self, library: PackageLibrary, actor: str = "") -> Function:
        """The same for a result that goes into Ray: large `bytes` are views of C++'s memory, for `result_in_store`."""
        if self._worker_function is None:
            self._worker_function = self._bound(library, actor, views_bytes=True)
        return self._worker_function

    def begin_function_in(self, library: PackageLibrary, actor: str) -> Function:
        """Of a method that is a coroutine: what begins a call of it in this process, and gives an id for `finished`."""
        if self._begin_function is None:
            from goray._library.feature import require_feature

            require_feature(library.library, "coroutines", "coroutines that wait")
            self._begin_function = self._bound(library, actor, views_bytes=False, begins=True)
        return self._begin_function

    def converted(self, value: Any) -> Any:
        """The wire's result as the annotated one."""
        convert = self._declared.get("convert")
        return value if convert is None else convert(value)

    def _bound(self, library: PackageLibrary, actor: str, *, views_bytes: bool, begins: bool = False) -> Function:
        declared, overloads = self._declared, self._overloads
        return Function(
            library.library_with(self._kind, f"{actor}.{self._wire}" if actor else self._wire),
            Py2GoCmd.CMD_BEGIN_METHOD_CALL if begins else _COMMANDS[self._kind],
            self._wire,
            overloads.parameters if overloads else declared.get("parameters", ()),
            overloads.defaults if overloads else declared.get("defaults", {}),
            overloads.variadic if overloads else declared.get("variadic", False),
            actor,
            declared.get("hold_gil", False),
            None if begins else self._converter(library),
            views_bytes,
            overloads,
            declared.get("wraps"),
        )

    @property
    def gives_stream(self) -> bool:
        """Whether it gives items one after another, instead of a result."""
        return self._declared.get("stream", False)

    def _converter(self, library: PackageLibrary) -> Converter | None:
        convert = self._declared.get("convert")
        if not self.gives_stream:
            return convert
        from goray._library.feature import require_feature  # most packages have none
        from goray._library.stream import Stream

        require_feature(library.library, "streams", "streams")
        return functools.partial(Stream[Any], library.library, self._wire, convert)


def defaults_of(definition: Callable[..., Any]) -> tuple[object, ...]:
    """The objects that stand for its last parameters if they are left out."""
    defaults: tuple[object, ...] | None = getattr(definition, "__defaults__", None)
    return defaults or ()


def _without_defaults(args: tuple[object, ...], defaults: Sequence[object]) -> tuple[object, ...]:
    count, left = len(args), len(defaults)
    while left and args[count - 1] is defaults[left - 1]:
        count, left = count - 1, left - 1
    return args[:count]


class RemoteCallable(LibraryCallable):
    """A task or a factory: it has `.remote()` and `.options()`, and a call runs in process.

    Args:
        library: The package's.
        target: What Ray gets, a module-level function or class.
        definition: The `def` that has its signature and docstring.
    """

    __call__: Callable[..., Any]
    _submitted_as = "ObjectRef[{}]"
    """Annotation of what `remote` gives; `{}` is the result's."""
    _bound_as = "FunctionNode"

    def __init__(
        self,
        library: PackageLibrary,
        target: Callable[..., Any],
        definition: Callable[..., Any],
        *overloads: Overload,
        **declared: Unpack[Declared],
    ) -> None:
        super().__init__(definition, target.__name__, *overloads, **declared)
        self.__name__ = self.__qualname__ = target.__name__
        self.__wrapped__ = target
        self._library = library
        self._options: dict[str, Any] = {}
        self._submitted: Any = None

    @property
    def function(self) -> Function:
        """What calls C++ in this process; a factory's makes the object and gives its id. Made once.

        Raises:
            gorayffi.LibraryError: the library cannot be loaded, or declares the callable otherwise.
        """
        return self._function or self.function_in(self._library)

    def call_here(self, args: tuple[object, ...], keywords: Mapping[str, object], defaults: Sequence[object]) -> Any:
        """Calls it in process, in a generated `def` that has these `defaults`; that of overloads has `keywords`."""
        positional, named = self.given(args, defaults)
        return self.function(*positional, **named, **keywords)

    @property
    def remote(self) -> Submission:
        """Submits it to Ray; an argument may be an `ObjectRef`.

        Raises:
            TypeError: the arguments do not fit the parameters.
        """
        submitted_as = STREAM_REFS if self.gives_stream else self._submitted_as
        return Submission(self._submit, self._definition, SPLIT if self._is_split else submitted_as)

    @property
    def bind(self) -> Submission:
        """A node of a graph of Ray's (DAG, compiled graph, Serve) instead of a submission; raises as `remote` does."""
        return Submission(self._bind, self._definition, self._bound_as)

    def _submit(self, *args: Any, **kwargs: Any) -> Any:
        submitted = self._explained("remote", self._ray_form().remote, args, kwargs)
        return stream_refs(submitted) if self.gives_stream else split_refs(submitted)

    def _bind(self, *args: Any, **kwargs: Any) -> Any:
        explain(f"{self._label}.bind", self._definition, args, kwargs)  # Ray would ask at the execution only
        return self._explained("bind", self._ray_form().bind, args, kwargs)

    def _explained(self, what: str, use: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self._warn_if_deprecated()
        if self._overloads is not None:
            self._overloads(args, kwargs)
        check_types(self._wire, self._definition, args, kwargs)
        try:
            if what == "remote" and any(type(value) is bytes for value in (*args, *kwargs.values())):
                return use(*map(in_store, args), **{name: in_store(value) for name, value in kwargs.items()})
            return use(*args, **kwargs)
        except TypeError:
            explain(f"{self._label}.{what}", self._definition, args, kwargs)
            raise

    def _ray_form(self) -> Any:
        if self._submitted is None:
            wires = getattr(self.__wrapped__, "_goray_wire", {})
            options = self._declared.get("options", {})
            cache = self._library.submitted(self._wire, self.__wrapped__, wires, options, stream=self.gives_stream)
            if self.gives_stream:
                self._submitted = cache.get(for_ray(self._options))
            else:
                self._submitted = cache.get(self._options)
        else:
            from goray._worker.published import publish  # it imports Ray

            publish()
        return self._submitted

    def options(self, **options: Any) -> Self:
        """The same with Ray options for `remote`; they are added to those it has.

        Raises:
            TypeError: Ray has no such option; the text proposes the one that was meant.
            ValueError: an option that cannot work for C++.
        """
        kind: Literal["actor", "task"] = "actor" if self._kind == "actor" else "task"
        values = returned_values(self._definition) if "num_returns" in options else None
        check(options, kind, f"{self._label}.options()", stream=self.gives_stream, values=values)
        other = type(self).__new__(type(self))
        vars(other).update(vars(self))
        other._options = {**self._options, **options}
        other._submitted = None
        return other

    @property
    def _is_split(self) -> bool:
        """Whether it gives a reference for each element of the tuple that C++ returns."""
        return bool(self._options) and is_split(self._options)

    def __repr__(self) -> str:
        what = "actor factory" if self._kind == "actor" else "task"
        return f"<{what} {self._label}{signature_text(self._definition)}>"

    @property
    def _label(self) -> str:
        return f"{self.__module__}.{self.__name__}"

    def _warn_if_deprecated(self) -> None:
        if self._deprecated is not None:
            warn_deprecated(self._label, self._deprecated)
