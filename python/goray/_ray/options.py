"""Ray's options of a task or actor, checked before anything is submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from gorayffi.errors import did_you_mean
from gorayffi.modules import imported_module

Kind = Literal["task", "actor", "method"]

_METHOD_OPTIONS = frozenset(
    {"concurrency_group", "enable_task_events", "max_task_retries", "name", "num_returns", "retry_exceptions"}
)
ONLY_ONCE = frozenset({"max_calls"})
"""Ray takes them in `ray.remote()`, not in `.options()`."""


def _known(kind: Kind) -> Mapping[str, Any]:
    """The options of Ray, each with its `validate(name, value)` or `None`; empty if this Ray does not tell."""
    if kind == "method":
        return dict.fromkeys(_METHOD_OPTIONS)
    for module in ("ray._common.ray_option_utils", "ray._private.ray_option_utils"):
        try:
            known: Mapping[str, Any] = getattr(imported_module(module), f"{kind}_options")
        except (ImportError, AttributeError):
            continue
        return known
    return {}


def check(options: Mapping[str, Any], kind: Kind, name: str) -> None:
    """Nothing is submitted with an option that cannot work.

    Raises:
        TypeError: Ray has no such option, or its value has another type.
        ValueError: a value that Ray does not take, or that cannot work with a library.
    """
    known = _known(kind)
    for option in options if known else ():
        if option not in known:
            hint = did_you_mean(option, known) or f"; Ray has {', '.join(sorted(known))}"
            raise TypeError(f"{name}: a Ray {kind} has no option '{option}'{hint}")
        if known[option] is not None:
            try:
                known[option].validate(option, options[option])
            except (TypeError, ValueError) as error:
                raise type(error)(f"{name}: option '{option}'={options[option]!r}: {error}") from None
    if options.get("num_returns", 1) not in (1, None):
        raise ValueError(
            f"{name}: num_returns={options['num_returns']!r} is not supported: a call of or from a library has one "
            "ObjectRef, whatever the number of its values; leave num_returns out"
        )
