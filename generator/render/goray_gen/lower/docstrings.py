"""The docstrings that are put together; most are the C++ comment as it stands."""

from __future__ import annotations

from goray_gen.lower.doxygen import google_style
from goray_gen.model.interface import Callable


def variable_docstring(callable_: Callable, name: str, parameters: tuple[str, ...], result: str) -> str:
    """Of the variable that holds a callable: editors show it, and neither the class's nor `__call__`'s."""
    parts = [f"{name}({', '.join(parameters)}) -> {result}", google_style(callable_.doc)]
    if callable_.deprecated is not None:
        parts.append(deprecation(callable_.deprecated))
    if callable_.options:
        parts.append(f"Options on Ray: {', '.join(f'{name}={value!r}' for name, value in callable_.options.items())}.")
    return "\n\n".join(part for part in parts if part)


def deprecation(message: str) -> str:
    """The sentence that docs and warnings say.

    Example:
        >>> deprecation("use Divide"), deprecation("")
        ('Deprecated: use Divide.', 'Deprecated.')
    """
    text = message.strip().rstrip(".")
    return f"Deprecated: {text}." if text else "Deprecated."
