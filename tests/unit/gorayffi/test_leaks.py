"""What is done often leaves nothing behind."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from gorayffi import Function, Library

PAGE = resource.getpagesize()


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def failing(data: bytes) -> tuple[bytes, int]:
    raise ValueError(data)


WORK: dict[str, Callable[[Library], Any]] = {
    "a call": lambda peer: peer.call(4, 0, "args", (["x" * 1000], {"key": b"y" * 1000})),
    "a function with a gap": lambda peer: Function(peer, 4, "args", ["a", "b"], {"a": "x" * 1000})(b=1),
    "an encoded call": lambda peer: peer.call_encoded(4, 0, "rest", b"x" * 1000, [1], [(b"y" * 1000, 0)]),
    "a failure": lambda peer: peer.call(4, 0, "code 1", ("x" * 1000,)),
    "a bad argument": lambda peer: peer.call(4, 0, "args", ("x" * 1000, object())),
    "a missing argument": lambda peer: Function(peer, 4, "args", ["a", "b"], {})("x" * 1000),
    "a cut result": lambda peer: peer.call(4, 0, "cut", (["x" * 1000, {"k": "v"}],)),
    "an impossible answer": lambda peer: peer.execute(102, 0, b""),
    "a callback": lambda peer: peer.call(4, 0, "callback 0", ("x" * 1000,)),
    "a failing callback": lambda peer: peer.call(4, 0, "callback 1", ("x" * 1000,)),
    "an ext type": lambda _: gorayffi.unpack(gorayffi.pack(gorayffi.ExtType(1, b"x" * 1000), gorayffi.Timestamp(1, 2))),
    "an int out of range": lambda _: gorayffi.pack(2**64),
}


@pytest.mark.parametrize("work", WORK)
def test_nothing_is_left_behind(peer_path: Path, work: str) -> None:
    peer = gorayffi.load_library(peer_path, {0: lambda data: (data, 0), 1: failing})

    def repeat(times: int) -> None:
        for _ in range(times):
            with contextlib.suppress(RuntimeError, TypeError, ValueError, OverflowError):
                WORK[work](peer)

    repeat(300)
    before = resident()
    repeat(3000)  # 1,000 bytes lost each time would be 3 MB
    assert resident() - before < 1_000_000
