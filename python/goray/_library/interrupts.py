"""Whether a call of C++ that asks shall end. Signals are asked for before this, by `gorayffi` itself."""

from __future__ import annotations

from gorayffi.consts import ErrCode

from goray._ray.if_imported import is_call_cancelled


def check_interrupt(_data: bytes = b"") -> tuple[bytes, int]:
    """Raises KeyboardInterrupt, of which alone Ray makes TaskCancelledError, if Ray cancelled the call."""
    if is_call_cancelled():
        raise KeyboardInterrupt
    return b"", ErrCode.Success
