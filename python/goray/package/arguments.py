"""What is said about wrong arguments and deprecated callables."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import inspect
    from types import FrameType


TRACE_CONTEXT = "_ray_trace_ctx"
"""A parameter that Ray adds to the methods of a class."""


def explain(label: str, function: Callable[..., Any], args: tuple[object, ...], kwargs: Mapping[str, object]) -> None:
    """Raises TypeError if `args` and `kwargs` do not fit `function`'s signature, naming the call and the signature.

    Called after Ray refused a submission: a call that fits costs nothing more.
    """
    try:
        signature(function).bind(*args, **kwargs)
    except TypeError as error:
        raise TypeError(f"{label}(): {error}; it takes {signature_text(function)}") from None


_JSON_TYPES = frozenset({bool, bytes, dict, float, int, list, str, tuple, type(None)})
_REFUSED: Mapping[str, frozenset[type]] = {
    "bool": _JSON_TYPES - {bool},
    "float": _JSON_TYPES - {bool, float, int},
    "int": _JSON_TYPES - {bool, int},
    "str": _JSON_TYPES - {str},
}
"""Annotation of a parameter -> types whose values C++ never takes for it. Of other types the worker judges."""


@functools.cache
def _refused(function: Callable[..., Any]) -> tuple[tuple[str, str, frozenset[type]], ...]:
    """Of each parameter name, annotation, and what it refuses."""
    parameters = signature(function).parameters.values()
    return tuple((p.name, str(p.annotation), _REFUSED.get(str(p.annotation), frozenset())) for p in parameters)


def check_types(
    name: str, function: Callable[..., Any], args: tuple[object, ...], kwargs: Mapping[str, object]
) -> None:
    """Says of plain values of a wrong type what C++ would in the worker, before anything is submitted.

    Args:
        name: of the callable, on the wire.
        function: The `def` with its parameters.

    Raises:
        TypeError: one of the arguments cannot be what its parameter wants.
    """
    for index, (parameter, expected, refused) in enumerate(_refused(function)):
        value = args[index] if index < len(args) else kwargs.get(parameter, function)
        if type(value) in refused:
            got = "None" if value is None else type(value).__name__
            raise TypeError(f"{name}() argument '{parameter}': expected {expected}, got {got}")


def in_store(value: object) -> object:
    """What to hand to Ray for an argument of C++: of large `bytes` the worker gets a view of Ray's store."""
    if type(value) is not bytes:
        return value
    from goray._messages.sealed import viewed

    return viewed(value)


def result_in_store(value: object) -> object:
    """What to hand to Ray for a result of C++: a view of C++'s memory becomes `bytes` in Ray's store, with one copy."""
    if type(value) is tuple:  # whose elements may be objects of their own
        parts = cast("tuple[object, ...]", value)
        return tuple(map(_bytes_in_store, parts)) if any(type(part) is bytes for part in parts) else parts
    if type(value) is not memoryview:
        return value
    from goray._messages.sealed import unviewed

    return unviewed(value)


def _bytes_in_store(value: object) -> object:
    from goray._messages.sealed import out_of_band

    return out_of_band(value)


def stream_refs(generator: Any) -> Any:
    """Ray's generator as users have it."""
    from goray._bulk.stream_refs import StreamRefs  # it imports Ray

    return StreamRefs[Any](generator)


def no_map(label: str, what: str) -> TypeError:
    """Why what gives a stream has no `map()` or `vectorize()`."""
    return TypeError(
        f"{label}: it gives a stream, so it has no {what}; call it for each argument and read the streams, or let C++ "
        "return a list"
    )


def no_split_map(label: str) -> TypeError:
    """Why there is no `map()` with the option `num_returns`."""
    return TypeError(
        f"{label}: num_returns is an option of a single call, and a chunk has one ObjectRef; leave it out for map()"
    )


def split_refs(submitted: object) -> Any:
    """What Ray gives as users have it: of a call with `num_returns` a tuple, as the result is one."""
    refs: Any = submitted
    return tuple(refs) if isinstance(submitted, list) else submitted


def returned_values(definition: Callable[..., Any]) -> Sequence[str]:
    """The annotations of the values that a generated `def` returns: of a tuple its elements', else the whole one."""
    import ast

    annotation = str(signature(definition).return_annotation)
    match ast.parse(annotation, mode="eval").body:
        case ast.Subscript(ast.Name("tuple") | ast.Attribute(_, "tuple"), ast.Tuple([_, _, *_] as elements)):
            return [ast.unparse(element) for element in elements]
        case _:
            return [annotation]


STREAM_REFS = "StreamRefs"
"""The `result` of a `Submission` whose definition gives a stream."""
SPLIT = "tuple[ObjectRef, ...]"
"""That of one with a reference for each element of a tuple."""


class Submission:
    """The `.remote` or `.bind` of a callable, with its signature for editors and `help()`."""

    def __init__(self, submit: Callable[..., Any], definition: Callable[..., Any], result: str) -> None:
        """`definition`: the `def` with its parameters and docstring. `result`: its annotation, `{}` for that one's."""
        self.__doc__ = definition.__doc__
        self._submit = submit
        self._definition = definition
        self._result = result

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._submit(*args, **kwargs)

    @property
    def __signature__(self) -> inspect.Signature:
        own = signature(self._definition)
        if self._result == STREAM_REFS:
            return own.replace(return_annotation=str(own.return_annotation).replace("Stream[", "StreamRefs[", 1))
        if self._result == SPLIT:
            refs = ", ".join(f"ObjectRef[{value}]" for value in returned_values(self._definition))
            return own.replace(return_annotation=f"tuple[{refs}]")
        return own.replace(return_annotation=self._result.format(own.return_annotation))


def signature(function: Callable[..., Any]) -> inspect.Signature:
    """Of a generated `def`, without `self` and without what Ray adds to the methods of a class."""
    import inspect  # ten times as long to import as the rest of a generated package

    whole = inspect.signature(function)
    return whole.replace(parameters=[p for p in whole.parameters.values() if p.name not in ("self", TRACE_CONTEXT)])


def signature_text(function: Callable[..., Any]) -> str:
    """`(a: int, b: int = 1) -> DivMod`: `str()` of a signature would put the annotations in quotes."""
    shown = signature(function)
    parts: list[str] = []
    for parameter in shown.parameters.values():
        star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parts.append(f"{star}{parameter.name}: {parameter.annotation}{default}")
    return f"({', '.join(parts)}) -> {shown.return_annotation}"


def _is_ours(module: str) -> bool:
    return module.startswith("goray.") or module.endswith("._remote")


def warn_deprecated(label: str, message: str) -> None:
    """A DeprecationWarning at the first line outside this package."""
    import warnings

    level = 1
    frame: FrameType | None = sys._getframe()  # pyright: ignore[reportPrivateUsage]
    while frame is not None and _is_ours(str(frame.f_globals.get("__name__"))):
        level += 1
        frame = frame.f_back
    text = f"{label} is deprecated{': ' if message else ''}{message}"
    warnings.warn(text, DeprecationWarning, stacklevel=level)
