"""What is done often leaves nothing behind."""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
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
    "a call": lambda fake_library: fake_library.call(4, 0, "args", (["x" * 1000], {"key": b"y" * 1000})),
    "a function with a gap": lambda fake_library: Function(fake_library, 4, "args", ["a", "b"], {"a": "x" * 1000})(b=1),
    "an encoded call": lambda fake_library: fake_library.call_encoded(
        4, 0, "rest", b"x" * 1000, [1], [(b"y" * 1000, 0)]
    ),
    "a failure": lambda fake_library: fake_library.call(4, 0, "code 1", ("x" * 1000,)),
    "a bad argument": lambda fake_library: fake_library.call(4, 0, "args", ("x" * 1000, object())),
    "a missing argument": lambda fake_library: Function(fake_library, 4, "args", ["a", "b"], {})("x" * 1000),
    "a cut result": lambda fake_library: fake_library.call(4, 0, "cut", (["x" * 1000, {"k": "v"}],)),
    "an impossible answer": lambda fake_library: fake_library.execute(102, 0, b""),
    "a callback": lambda fake_library: fake_library.call(4, 0, "callback 0", ("x" * 1000,)),
    "a failing callback": lambda fake_library: fake_library.call(4, 0, "callback 1", ("x" * 1000,)),
    "an ext type": lambda _: gorayffi.unpack(gorayffi.pack(gorayffi.ExtType(1, b"x" * 1000), gorayffi.Timestamp(1, 2))),
    "an int out of range": lambda _: gorayffi.pack(2**64),
}


def growth(library: Path, work: str) -> int:
    """Bytes that 3,000 repetitions add to this process; 1,000 bytes lost each time would be 3 MB."""
    fake_library = gorayffi.load_library(library, {0: lambda data: (data, 0), 1: failing})

    def repeat(times: int) -> None:
        for _ in range(times):
            with contextlib.suppress(RuntimeError, TypeError, ValueError, OverflowError):
                WORK[work](fake_library)

    repeat(300)
    before = resident()
    repeat(3000)
    return resident() - before


@pytest.mark.parametrize("work", WORK)
def test_nothing_is_left_behind(fake_library_path: Path, work: str) -> None:
    # In a process of its own: what threads of others allocate meanwhile, such as Ray's, is not ours.
    command = [sys.executable, __file__, fake_library_path, work]
    assert int(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120).stdout) < 1_000_000


if __name__ == "__main__":
    print(growth(Path(sys.argv[1]), sys.argv[2]))
