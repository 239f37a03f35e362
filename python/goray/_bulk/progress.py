"""What `map(..., progress=True)` shows of itself."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sized

_TERMINAL_PAUSE = 0.1
_LOG_PAUSE = 10.0
"""Seconds between two lines that are kept."""


class Progress:
    """A line on stderr: written anew on a terminal, elsewhere every ten seconds and at the end."""

    def __init__(self, label: str, sources: Iterable[object]) -> None:
        """`sources`: of the items. Those that have a length say how many there will be at most."""
        self._label = label
        self._total = min((len(source) for source in sources if isinstance(source, Sized)), default=None)
        self._begun = time.monotonic()
        self._shown = self._begun
        self._items = 0
        self._is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._has_ended = False

    def add(self, items: int) -> None:
        """So many have been called, or have failed."""
        self._items += items
        now = time.monotonic()
        if now - self._shown >= (_TERMINAL_PAUSE if self._is_terminal else _LOG_PAUSE):
            self._shown = now
            self._show(self._so_far(now), "" if self._is_terminal else "\n")

    def end(self) -> None:
        """Shows what there was in all, once."""
        if self._has_ended:
            return
        self._has_ended = True
        seconds = time.monotonic() - self._begun
        self._show(f"{self._items:,} calls in {seconds:.1f} s, {self._rate(seconds)}", "\n")

    def _so_far(self, now: float) -> str:
        done, rate = f"{self._items:,}", self._rate(now - self._begun)
        if self._total:
            done = f"{done} of {self._total:,} calls ({100 * self._items // self._total} %)"
        return f"{done}, {rate}"

    def _rate(self, seconds: float) -> str:
        return f"{self._items / max(seconds, 1e-6):,.0f}/s"

    def _show(self, text: str, end: str) -> None:
        line = f"{self._label}: {text}"
        try:
            print(f"\r{line}\x1b[K" if self._is_terminal else line, end=end, file=sys.stderr, flush=True)
        except (OSError, ValueError):  # nobody reads it any more
            self._is_terminal, self._has_ended = False, True
