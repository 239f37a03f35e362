"""Ray's options of a task or actor, checked before anything is submitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def check(
    options: Mapping[str, Any],
    kind: Kind,
    name: str,
    *,
    stream: bool = False,
    values: Sequence[str] | None = (),
) -> None:
    """Nothing is submitted with an option that cannot work.

    Args:
        stream: Whether it is of what gives a stream.
        values: What it returns: of a tuple the type of each element, of which `num_returns` makes objects of their own,
            else one type. `None`: nobody says it before the call; empty: this way of calling has one reference.

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
    if is_split(options):
        _check_num_returns(options["num_returns"], name, stream, values)


def is_split(options: Mapping[str, Any]) -> bool:
    """Whether a call with these options has several references, one for each element of a tuple."""
    return options.get("num_returns", 1) not in (1, None)


def _check_num_returns(wanted: object, name: str, stream: bool, values: Sequence[str] | None) -> None:
    told = f"{name}: num_returns={wanted!r} is not supported: "
    out = "leave num_returns out"
    if type(wanted) is not int or wanted < 1:
        raise ValueError(f"{told}it counts the elements of the tuple that is returned; {out} for one ObjectRef")
    if values is None:
        return
    if stream:
        raise ValueError(f"{told}a stream has a reference for each item; {out}")
    if not values:
        raise ValueError(
            f"{told}this call has one ObjectRef, whatever the number of its values; {out}, or in C++ write "
            "goray::Task<&F>().Split() or goray::RemoteCallSplit<A, B>(...)"
        )
    if len(values) == 1:
        raise ValueError(f"{told}it returns {values[0]}, which is not a tuple of several values; {out}")
    if wanted != len(values):
        raise ValueError(
            f"{told}it returns a tuple of {len(values)} values, {', '.join(values)}; write "
            f"num_returns={len(values)}, or {out} for one ObjectRef"
        )


def _check_items_ahead(value: object, name: str, stream: bool) -> None:
    if not stream:
        raise TypeError(f"{name}: {MAX_ITEMS_AHEAD} is an option of what gives a stream, which this does not")
    if type(value) is not int:
        raise TypeError(f"{name}: option '{MAX_ITEMS_AHEAD}'={value!r} must be an int")
    if value < 1:
        raise ValueError(f"{name}: option '{MAX_ITEMS_AHEAD}'={value!r} must be at least 1; leave it out for no limit")
