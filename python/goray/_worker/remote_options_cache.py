"""What Ray has of a function or class that its workers run: one form for each set of options."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from goray._library.made_once import made_once
from goray._ray.api import ray
from goray._ray.options import ONLY_ONCE
from goray._ray.strategies import resolve
from goray._ray.submit_log import logged
from goray._worker.published import publish


class RemoteOptionsCache:
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
        publish()
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
        once = {key: value for key, value in options.items() if key in ONLY_ONCE}
        rest = {key: value for key, value in options.items() if key not in ONLY_ONCE}
        base = _remote(self._target, {**self._options, **once}) if once else self._base()
        return self._logged(base.options(**rest) if rest else base, options)

    def _logged(self, made: Any, options: Mapping[str, Any]) -> Any:
        kind = "actor" if isinstance(self._target, type) else "task"
        return logged(made, kind, self._target.__name__, {**self._options, **options})


def _remote(target: Callable[..., Any], options: Mapping[str, Any]) -> Any:
    resolved = resolve(target.__name__, options)
    return ray.remote(**resolved)(target) if resolved else ray.remote(target)


def _key(options: Mapping[str, Any]) -> str | None:
    """Equal for equal options; `None` for options that are not plain data, which are not cached."""
    try:
        return json.dumps(options, sort_keys=True)
    except (TypeError, ValueError):
        return None
