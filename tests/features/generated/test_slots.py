"""Calls go by the library's call table or encoded: results and errors are the same, word for word."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CALLS = """
import sys
import arrays, calc, values
import array, numpy

class Text(str): ...
released = memoryview(b"abc")
released.release()
class Pair:
    def __init__(self): self.a = 1
def fail(): raise KeyError("of the value")
class Failing:
    def __index__(self): fail()

calls = {
    "add": [(1.5, 2), (True, 1), (2**53 + 1, 0), (numpy.float32(1.5), 1), ("1", 2), (1,), (1, 2, 3), (float("nan"), 0),
            (10**400, 0), (Failing(), 1), (None, 1)],
    "Div": [(7, 2), (2**63, 1), (-2**63, 1), (1.0, 2), (True, True), (numpy.int16(9), 2)],
    "Divide": [(7,), (7, 2), (7, None), ()],
    "Hello": [("x",), ("é" * 200,), ("\\udc80",), (Text("sub"),), (b"x",), ("a\\0b",), ("x" * 300,)],
    "Digest": [(b"abc",), (bytearray(b"abc"),), (memoryview(b"abc"),), (numpy.zeros(3, "u1"),), ("abc",),
               (memoryview(bytearray(b"abc")),), (memoryview(b"abcdef")[::2],), (memoryview(b"abcdef")[::-1],),
               (memoryview(b"abcd").cast("i"),), (memoryview(b"abcd").cast("B", [2, 2]),),
               (memoryview(b"abc").cast("c"),), (memoryview(b""),), (released,)],
    "Same": [(None,), ([1, {"a": (2.5, "b")}],), ({1: 2},), (Pair(),), ([Failing()],), ([[["deep"]]],), (2**64,)],
    "Series": [({"a": [1, 2.5]},), ({1: [1.0]},), ({"a": ["x"]},)],
    "Both": [(3,), (2**31,)],
    "Nothing": [(), (1,)],
    "Echo": [(), (1, "a", None)],
}
numbers = [[], (), [1, 2], [1.5, -0.0], [1, True], [300], [-1], [2**31], [2**63], [2**64], [1e39], [float("inf")],
           [float("nan")], [10**400], ["x"], [None], [[1]], {1}, range(3), None, "ab", b"ab", bytearray(b"ab"), fail,
           array.array("d", [1]), memoryview(array.array("d", [1])), memoryview(b"ab"), numpy.array(1.5),
           numpy.array(["a"]), numpy.frombuffer(b"x" * 17, "f8", offset=1), numpy.ones((1, 2))]
for kind in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">f8", ">i4", "?", "c16", "M8[s]", "O"):
    numbers += [numpy.array([0, 1, 1]).astype(kind), numpy.array([0, 1, 1, 0]).astype(kind)[::2]]
array_tasks = {"SignedBytes": "i1", "SignedBytesVector": "i1", "Octets": "u1", "Shorts": "i2", "Ints": "i4",
               "UnsignedLongs": "u8", "UnsignedLongsVector": "u8", "Floats": "f4", "FloatsVector": "f4",
               "Doubles": "f8", "DoublesVector": "f8"}
def is_other(value, dtype):
    # An array of other items: encoded it is a list, of which a span takes more; with gaps it is no bytes.
    if not hasattr(value, "__array_interface__"):
        return type(value) in (array.array, memoryview) and dtype != "u1"
    of_bytes = dtype == "i1" and not value.flags.c_contiguous
    return of_bytes or (value.dtype, value.ndim) != (numpy.dtype(dtype), 1)
named = [("Divide", {"a": 7, "b": 2}), ("Divide", {"b": 2}), ("Divide", {"a": 7, "c": 2}), ("Add", {"b": 1, "a": 2}),
         ("Hello", {"name": "x"}), ("Hello", {"nam": "x"})]

def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, str(error), getattr(error, "__notes__", []))

for name, argument_lists in calls.items():
    task = getattr(calc.tasks, name.capitalize() if name == "add" else name)
    for arguments in argument_lists:
        show(f"{name}{[type(each).__name__ for each in arguments]}", lambda: task(*arguments))
for name, dtype in array_tasks.items():
    for i, value in enumerate(numbers):
        if is_other(value, dtype): continue
        show(f"{name} of {i}", lambda: getattr(arrays.tasks, name)(value))
for name, arguments in named:
    show(f"{name}{arguments}", lambda: getattr(calc.tasks, name)(**arguments))
    show(f"{name} after a positional {arguments}", lambda: getattr(calc.tasks, name)(1, **arguments))
show("enum", lambda: values.tasks.Switch(values.Light.ON))
show("enum of a number", lambda: values.tasks.Switch(3))
show("float32", lambda: values.tasks.SamePlain({"width": 1.1, "data": b"x"}))
show("several", values.tasks.Nested)
show("none", values.tasks.Empty)
counter = calc.Counter(2**40)
show("method", lambda: counter.Incr(2))
show("method's default", counter.Incr)
show("method of text", lambda: counter.Incr("2"))
show("factory", lambda: calc.Counter("x"))
counter.close()
show("closed", counter.Incr)
"""


def printed(packages: Path, **environment: str) -> str:
    """What the calls print; of a process that logs its calls, which encodes them all."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CALLS],
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(packages), **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_calls_by_slots_and_encoded_calls_are_the_same(packages: Path) -> None:
    by_slots = printed(packages)
    assert "add['float', 'int'] 3.5" in by_slots
    assert by_slots.splitlines() == printed(packages, GORAY_DEBUG_LOGGING="1").splitlines()
