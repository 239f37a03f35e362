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


MAX_ITEMS_AHEAD = "max_items_ahead"
"""Our option of what gives a stream: how many items may wait to be asked for before C++ waits."""
_RAYS_NAMES = {MAX_ITEMS_AHEAD: "_generator_backpressure_num_objects"}


def for_ray(options: Mapping[str, Any]) -> dict[str, Any]:
    """`options` under the names that Ray has for them."""
    return {_RAYS_NAMES.get(name, name): value for name, value in options.items()}


def check(options: Mapping[str, Any], kind: Kind, name: str, *, stream: bool = False) -> None:
    """Nothing is submitted with an option that cannot work.

    Args:
        stream: Whether it is of what gives a stream.

    Raises:
        TypeError: Ray has no such option, or its value has another type.
        ValueError: a value that Ray does not take, or that cannot work with a library.
    """
    if MAX_ITEMS_AHEAD in options:
        _check_items_ahead(options[MAX_ITEMS_AHEAD], name, stream)
        options = {option: value for option, value in options.items() if option != MAX_ITEMS_AHEAD}
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


def _check_items_ahead(value: object, name: str, stream: bool) -> None:
    if not stream:
        raise TypeError(f"{name}: {MAX_ITEMS_AHEAD} is an option of what gives a stream, which this does not")
    if type(value) is not int:
        raise TypeError(f"{name}: option '{MAX_ITEMS_AHEAD}'={value!r} must be an int")
    if value < 1:
        raise ValueError(f"{name}: option '{MAX_ITEMS_AHEAD}'={value!r} must be at least 1; leave it out for no limit")
