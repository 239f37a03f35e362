"""Ray's options of a task or actor: checked before anything is submitted, and cached variants of what they apply to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Literal

from gorayffi.errors import did_you_mean

from goray._made_once import made_once
from goray._ray import ray
from goray._submit_log import logged

Kind = Literal["task", "actor", "method"]

_METHOD_OPTIONS = frozenset(
    {"concurrency_group", "enable_task_events", "max_task_retries", "name", "num_returns", "retry_exceptions"}
)
_ONLY_ONCE = frozenset({"max_calls"})  # Ray takes them in `ray.remote()`, not in `.options()`


def _known(kind: Kind) -> Mapping[str, Any]:
    """The options of Ray, each with its `validate(name, value)` or `None`; empty if this Ray does not tell."""
    if kind == "method":
        return dict.fromkeys(_METHOD_OPTIONS)
    for module in ("ray._common.ray_option_utils", "ray._private.ray_option_utils"):
        try:
            known: Mapping[str, Any] = getattr(import_module(module), f"{kind}_options")
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


class Variants:
    """A remote function or actor class and its `.options()` variants, each made once.

    `ray.remote()` pickles and uploads its argument and `.options()` costs half a submission, so neither may happen on
    each call. `SIZE` variants are kept: options may hold a name that differs from call to call. Thread-safe.
    """

    SIZE = 128

    def __init__(self, target: Callable[..., Any], options: Mapping[str, Any]) -> None:
        """`target`: a function or class. `options`: those all variants share."""
        self._target = target
        self._options = dict(options)
        self._plain: dict[str, Any] = {}
        """Ray's form of `target` as "base", and what has its `.remote()` as "default"."""
        self._variants: dict[str, Any] = {}
        """By their options."""

    def get(self, options: Mapping[str, Any]) -> Any:
        """What has the `.remote()` for `options`."""
        if not options:
            return made_once(self._plain, "default", lambda: self._logged(self._base(), {}))
        key = _key(options)
        if key is None:
            return self._make(options)
        variant = made_once(self._variants, key, lambda: self._make(options))
        if len(self._variants) > self.SIZE:
            for oldest in list(self._variants)[: -self.SIZE]:
                self._variants.pop(oldest, None)
        return variant

    def _base(self) -> Any:
        return made_once(self._plain, "base", lambda: _remote(self._target, self._options))

    def _make(self, options: Mapping[str, Any]) -> Any:
        once = {key: value for key, value in options.items() if key in _ONLY_ONCE}
        rest = {key: value for key, value in options.items() if key not in _ONLY_ONCE}
        base = _remote(self._target, {**self._options, **once}) if once else self._base()
        return self._logged(base.options(**rest) if rest else base, options)

    def _logged(self, made: Any, options: Mapping[str, Any]) -> Any:
        kind = "actor" if isinstance(self._target, type) else "task"
        return logged(made, kind, self._target.__name__, {**self._options, **options})


def _remote(target: Callable[..., Any], options: Mapping[str, Any]) -> Any:
    return ray.remote(**options)(target) if options else ray.remote(target)


def _key(options: Mapping[str, Any]) -> str | None:
    """Equal for equal options; `None` for options that are not plain data, which are not cached."""
    try:
        return json.dumps(options, sort_keys=True)
    except (TypeError, ValueError):
        return None
