"""What messages show of names and values that came from outside: printable, on one line, of bounded size."""

from __future__ import annotations

import itertools
import reprlib

from .limits import MESSAGE_SIZE, SHOWN_SIZE


def well_formed(text: str) -> str:
    r"""`text` with its lone surrogates, which have no UTF-8 form, escaped: `\udc80`. File names have such."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def shown(text: str, limit: int = SHOWN_SIZE) -> str:
    r"""A name or a path for a message: what is not printable is escaped (`\x00`, `\n`), a long one ends in `...`."""
    start = text[:limit]
    if not start.isprintable():
        start = "".join(c if c.isprintable() else repr(c)[1:-1] for c in start)
    return start if len(start) <= limit and len(text) <= limit else start[:limit] + "..."


def bounded_message(text: str) -> str:
    """A message of ours: of a long one the middle is left out."""
    if len(text) <= MESSAGE_SIZE:
        return text
    half = MESSAGE_SIZE // 2
    return f"{text[: half - 5]} ... {text[-half:]}"


class _Repr(reprlib.Repr):
    """`repr()` that reads no more of a value than it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = SHOWN_SIZE // 2
        self.maxlong = 40
        self.maxlevel = 3

    def repr_str(self, x: str, level: int) -> str:
        return super().repr_str(x[: SHOWN_SIZE + 1], level)

    def repr_bytes(self, x: bytes, _level: int) -> str:
        return self._of_start(x, bytes(x[: self.maxstring // 4]))

    def repr_bytearray(self, x: bytearray, _level: int) -> str:
        return self._of_start(x, x[: self.maxstring // 4])

    def repr_int(self, x: int, level: int) -> str:
        return super().repr_int(x, level) if -(10**100) < x < 10**100 else f"<an int of {x.bit_length()} bits>"

    def repr_dict(self, x: dict[object, object], level: int) -> str:
        # The standard's sorts all keys.
        some = dict(itertools.islice(x.items(), self.maxdict))
        text = super().repr_dict(some, level)
        return text if len(some) == len(x) else f"{text[:-1]}, ...}}"

    @staticmethod
    def _of_start(whole: bytes | bytearray, start: bytes | bytearray) -> str:
        text = repr(start)
        return text if len(start) == len(whole) else f"{text}..."


def shown_value(value: object) -> str:
    """`repr(value)` for a message, whatever the value is, and whatever its `__repr__` does."""
    try:
        return shown(_Repr().repr(value))
    except Exception:
        return f"<{type(value).__name__} object>"
