"""Defects of the published host or library, each shown by a program that ours passes: what both print, side by side.

What the published ones print is recorded and fails nothing: a defect of theirs may fail to show itself under load.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import deep_if
from tests.interop.make_env import make

PROGRAM = Path(__file__).with_name("probes.py")
GO_PANIC = "RuntimeError: golang panic: runtime error: argument of cgo function has Go pointer to unpinned Go pointer"

# What the published gorayffi with a Go library prints, and ours with a C++ library: regular expressions.
PROBES = {
    "cut_result": ("1", "ProtocolError: not valid msgpack: the message ends too early"),
    "request_of_2_gib": (" .exit -6.", r"\(5, .*malformed call: the message is truncated"),
    "request_of_4_gib_and_25_bytes": (r"\(0, b'.Hello abc'|\(0, .*Hello abc", r"\(5, .*malformed call: the message is"),
    "answer_of_4_gib_and_1_byte": (r"\(0, b'.x05'\)", r"\(5, .*result from Python: 4294967296 bytes follow the value"),
    "index_beyond_54_bits": (r"\(b'.x06', 0\)", r"OverflowError: the index \d+ is not below 2\*\*54"),
    "command_beyond_10_bits": (r"\(b'.x06', 0\)", r"OverflowError: the command 1030 is not in 0\.\.1023"),
    "unknown_method": (".*nil pointer dereference", ".*there is no method of Counter .*Inc.*; did you mean .*Incr"),
    "call_cut_short": (".*index out of range", ".*malformed call: the message is truncated"),
    "exit_in_a_callback": (f"{GO_PANIC} .exit 0.", r" .exit 7.$"),
    "no_memory_for_an_answer": (GO_PANIC, "NativeError: .*MemoryError: no memory for the answer to the library"),
    "second_load": ("1 ", "2 "),
    "load_through_a_symlink": (".*exit [^0]", "'Hello x'"),
    "interrupted": ("Received SIGINT, exit.* .exit 0.", "cleaned up KeyboardInterrupt"),
    "always_equal_object": ("KeyError: 0", "'AlwaysEqual'"),
    "memory_of_released_keys": ("1000 ", "0 "),
    "store_after_pickle": ("AttributeError", "'kept'"),
    "copied_actor": ("RecursionError", "TypeError: the local actor Counter cannot leave its process"),
    "failure_that_is_no_text": ("UnicodeDecodeError", "'NativeError'"),
    "position_without_a_ref": (r"\(b'.*, 0\)", r"ValueError: Echo\(\): 1 positions for 0 resolved objects"),
    "call_of_three_units": ("ValueError: too many values", "ProtocolError: a call to Python has 2 units"),
    "searches_for_libc": ("True", "False"),
}


def run(python: Path | str, probe: str, library: Path) -> str:
    """What it prints, and its exit code."""
    done = subprocess.run(
        [python, "-O", PROGRAM, probe, library],
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        text=True,
        capture_output=True,
        check=False,
        timeout=100,
    )
    return f"{done.stdout.strip()} (exit {done.returncode})"


@pytest.mark.deep
@pytest.mark.parametrize("probe", PROBES)
def test_published_shows_it(probe: str, go_library: Path) -> None:
    try:
        printed = run(make(), probe, go_library)
    except subprocess.TimeoutExpired as expired:
        printed = str(expired)
    if not re.match(PROBES[probe][0], printed):
        pytest.xfail(f"it printed: {printed}")


@pytest.mark.parametrize("probe", [pytest.param(name, marks=deep_if("_gib" in name)) for name in PROBES])
def test_ours_does_better(probe: str, cpp_library: Path) -> None:
    assert re.match(PROBES[probe][1], run(sys.executable, probe, cpp_library))
