"""Arguments on their way to the library, and what is said about wrong ones."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from gorayffi.ext import OMITTED


def given(name: str, args: tuple[object, ...]) -> tuple[object, ...]:
    """`args` of a generated `def` without those at the end that were omitted and that only C++ can evaluate.

    Raises:
        TypeError: one in the middle was omitted: C++ cannot leave it out.
    """
    end = len(args)
    while end and args[end - 1] is OMITTED:
        end -= 1
    for i in range(end):
        if args[i] is OMITTED:
            raise TypeError(f"{name}() argument {i + 1} is missing: only C++ knows its default, so later ones need it")
    return args[:end]


def explain(label: str, function: Callable[..., Any], args: tuple[object, ...], kwargs: Mapping[str, object]) -> None:
    """Raises TypeError if `args` and `kwargs` do not fit `function`'s signature, naming the call and the signature.

    Called after Ray refused a submission: a call that fits costs nothing more.
    """
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())
    if parameters and parameters[0].name == "self":
        signature = signature.replace(parameters=parameters[1:])
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        raise TypeError(f"{label}.remote(): {error}; it takes {signature}") from None


def warn_deprecated(label: str, message: str) -> None:
    """For the caller's caller."""
    warnings.warn(f"{label} is deprecated{': ' if message else ''}{message}", DeprecationWarning, stacklevel=3)
