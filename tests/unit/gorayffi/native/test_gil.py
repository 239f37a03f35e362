"""Calls with the GIL held: what C++ asks for with GORAY_HOLD_GIL."""

from __future__ import annotations

from pathlib import Path

import gorayffi
import pytest
from gorayffi import Function, NativeError


@pytest.mark.parametrize(("hold_gil", "held"), [(True, 1), (False, 0)])
def test_the_library_runs_with_or_without_it(fake_library: gorayffi.Library, hold_gil: bool, held: int) -> None:
    assert Function(fake_library, 4, "gil", [], {}, hold_gil=hold_gil)() == held


def test_a_callback_on_the_same_thread_comes_in_and_may_call_again(fake_library_path: Path) -> None:
    def handler(data: bytes) -> tuple[bytes, int]:
        inner = Function(library, 4, "gil", [], {}, hold_gil=True)()
        outer = Function(library, 4, "gil", [], {})()
        return data + gorayffi.pack(inner, outer), 0

    library = gorayffi.load_library(fake_library_path, {0: handler})
    call = Function(library, 4, "callback 0", ["a"], {}, hold_gil=True)
    assert call(7) == [7, 1, 0]
    assert Function(library, 4, "gil", [], {}, hold_gil=True)() == 1


def test_a_callback_s_exception_comes_out(fake_library_path: Path) -> None:
    def handler(_: bytes) -> tuple[bytes, int]:
        raise LookupError("no such thing")

    library = gorayffi.load_library(fake_library_path, {0: handler})
    with pytest.raises(NativeError, match="no such thing"):
        Function(library, 4, "callback 0", [], {}, hold_gil=True)()


def test_an_interrupt_in_a_callback_comes_out(fake_library_path: Path) -> None:
    def handler(_: bytes) -> tuple[bytes, int]:
        raise KeyboardInterrupt

    library = gorayffi.load_library(fake_library_path, {0: handler})
    with pytest.raises(KeyboardInterrupt):
        Function(library, 4, "swallow 0", [], {}, hold_gil=True)()
