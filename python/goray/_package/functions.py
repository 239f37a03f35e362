"""Callables of a library, bound to the signature of their generated `def`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from gorayffi import Function, Library

Kind = Literal["task", "actor", "method"]

_COMMANDS: dict[Kind, int] = {"task": 4, "actor": 5, "method": 6}
_VARIADIC = 0x04  # inspect.CO_VARARGS, without the 10 ms that inspect's import takes


def bind(
    library: Library,
    kind: Kind,
    name: str,
    definition: Callable[..., Any],
    *,
    actor: str = "",
    hold_gil: bool = False,
    convert: Callable[[Any], Any] | None = None,
) -> Function:
    """The callable `name` on the wire, with the parameters of `definition`.

    Args:
        actor: Of a method, its factory.
        hold_gil: C++ asked for it.
        convert: From the wire's result to the annotated one.
    """
    code: Any = getattr(definition, "__code__")  # noqa: B009 - a Callable need not have one
    names: tuple[str, ...] = code.co_varnames[: code.co_argcount]
    defaults: tuple[Any, ...] = getattr(definition, "__defaults__") or ()  # noqa: B009
    by_name = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
    own = names if kind == "task" else names[1:]  # without self
    variadic = bool(code.co_flags & _VARIADIC)
    return Function(library, _COMMANDS[kind], name, own, by_name, variadic, actor, hold_gil, convert)
