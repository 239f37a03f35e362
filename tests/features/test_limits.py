"""What docs/reference/limits.md states: values at their limits and beyond, what errors cost, recursion, destructors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

PRELUDE = """
import resource, sys, time
import goray, gorayffi
from gorayffi.units import pack_bytes_units
sys.path.insert(0, FOLDER)
import limits
T = limits.tasks

def short(call):
    "The error's class and text."
    try:
        call()
    except Exception as error:
        assert len(str(error)) < 2000, len(str(error))
        return f"{type(error).__name__}: {error}"
    raise AssertionError("it raised nothing")
"""


@pytest.fixture(scope="module")
def folder(build_app: Callable[..., Path]) -> Path:
    return build_app(ROOT / "tests/features/limits") / "python"


@pytest.fixture
def run(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs code in a process of its own, whose memory nothing else uses."""

    def run_code(code: str) -> subprocess.CompletedProcess[str]:
        text = PRELUDE.replace("FOLDER", repr(str(folder))) + code.replace("FOLDER", repr(str(folder)))
        return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=300)

    return run_code


def output_of(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


Run = Callable[[str], subprocess.CompletedProcess[str]]

MOST_TIME = 12
"""Times as long for four times the size: 16 if each item looks at all the others."""

COST = """
library = gorayffi.load_library(FOLDER + "/limits/liblimits.so")

def raw(arguments, name=b"Echo"):
    message = pack_bytes_units([name, arguments])
    return lambda: library.execute(4, 0, message)
def packed(item, n):
    "A list of n equal items."
    return b"\\xdd" + n.to_bytes(4, "big") + item * n
def failing(call):
    return lambda: short(call)
def nested(key):
    value = object()
    for _ in range(500):
        value = {key: value}
    return value

def make(n):
    return MAKE

def seconds(n):
    call = make(n)
    start = time.process_time()
    call()
    return time.process_time() - start
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

seconds(1000)
base = peak()
small = min(seconds(SIZE) for _ in range(3))
ratios = [seconds(4 * SIZE) / max(small, 0.01)]
while min(ratios) >= MOST and len(ratios) < 8:  # what else runs takes time of ours, too
    ratios.append(seconds(4 * SIZE) / max(small, 0.01))
print((peak() - base) / (4 * SIZE), min(ratios))
"""

ERRORS = {
    "a task's name": (1_000_000, "failing(lambda: library.call(4, 0, 'x' * n, ()))"),
    "a task's name of control characters": (1_000_000, "failing(lambda: library.call(4, 0, '\\1' * n, ()))"),
    "a keyword": (1_000_000, "failing(lambda: T.Echo(1, **{'x' * n: 1}))"),
    "a field": (1_000_000, "failing(lambda: T.CountPoints([{'x' * n: 1}]))"),
    "a key of a wrong value": (1_000_000, "failing(lambda: T.CountWords({'x' * n: 1}))"),
    "a key that cannot cross": (1_000_000, "failing(lambda: T.Echo({b'x' * n: object()}))"),
    "keys on a path": (1_000_000, "failing(lambda: T.Echo(nested('k' * (n // 500))))"),
    "an enumerator": (1_000_000, "failing(lambda: T.Paint('x' * n))"),
    "a name of Python's": (1_000_000, "failing(lambda: T.CallPython('x' * n, 1))"),
    "claims in claims": (1_000_000, "raw(packed(b'', n // 2)[:5] * 400 + b'\\xc1' * n)"),
    "claims that lie": (1_000_000, "raw(b'\\xdd\\xff\\xff\\xff\\xff' + bytes(n))"),
    "too many arguments": (1_000_000, "raw(bytes(n), b'Size')"),
    "too many units": (100_000, "lambda: library.execute(4, 0, pack_bytes_units([b'', b'', *[bytes(8)] * (n // 16)]))"),
}  # fmt: skip
"""What is wrong, how large the smaller of two inputs is, and the call. The larger input has four times the size."""

VALUES = {
    "bytes": (4_000_000, "(lambda value: lambda: T.Echo(value))(bytes(n))", 4),
    "text": (4_000_000, "(lambda value: lambda: T.Size(value))('x' * n)", 4),
    "numbers": (1_000_000, "(lambda value: lambda: T.Count(value))([1] * n)", 16),
    "any numbers": (500_000, "(lambda value: lambda: T.Echo(value))([1] * n)", 80),
    "empty dicts to C++": (500_000, "raw(packed(b'\\x80', n))", 80),
    "empty dicts to Python": (500_000, "(lambda message: lambda: gorayffi.unpack(message))(packed(b'\\x80', n))", 80),
    "words": (100_000, "(lambda value: lambda: T.CountWords(value))({str(i): '' for i in range(n)})", 240),
}  # fmt: skip
"""The same of good values, and how many bytes of memory a byte (or number, or word) may take."""


def cost(run: Run, size: int, make: str) -> tuple[float, float]:
    memory, ratio = output_of(
        run(COST.replace("MAKE", make).replace("SIZE", str(size)).replace("MOST", str(MOST_TIME)))
    ).split()
    return float(memory), float(ratio)


@pytest.mark.parametrize("what", ERRORS)
def test_an_error_costs_no_more_than_a_multiple_of_what_is_wrong(run: Run, what: str) -> None:
    size, make = ERRORS[what]
    memory, ratio = cost(run, size, make)
    assert memory <= 16, f"{memory} bytes for each byte"
    assert ratio < MOST_TIME, f"four times the size took {ratio} times as long"


@pytest.mark.parametrize("what", VALUES)
def test_a_value_costs_no_more_than_a_multiple_of_its_size(run: Run, what: str) -> None:
    size, make, most = VALUES[what]
    memory, ratio = cost(run, size, make)
    assert memory <= most, f"{memory} bytes for each"
    assert ratio < MOST_TIME, f"four times the size took {ratio} times as long"


def test_depth(run: Run) -> None:
    code = """
def nested(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value
assert T.Echo(nested(512)) == nested(512) == T.Nested(512)
print(short(lambda: T.Echo(nested(513))))
print(short(lambda: T.Nested(513)))
goray.local(nested)
assert T.CallPython("nested", 512) == nested(512)
print(short(lambda: T.CallPython("nested", 513)))
"""
    lines = output_of(run(code)).splitlines()
    assert lines[0].startswith("ValueError: Echo() argument 'value[0][0]")
    assert lines[0].endswith("': nested deeper than 512 levels, or inside itself")
    assert lines[1] == "NativeValueError: Nested() result: nested deeper than 512 levels"
    assert lines[2].startswith("NativeValueError: LocalCallPyTask(nested): ValueError: the result of nested() cannot")


def test_an_error_names_what_was_expected_and_what_came(run: Run) -> None:
    code = """
print(short(lambda: T.Paint("RED")))
print(short(lambda: T.Paint(2)))
print(short(lambda: T.Count([1, [2]])))
print(short(lambda: T.Count([1, object()])))
print(short(lambda: T.Count(2**64)))
"""
    assert output_of(run(code)).splitlines() == [
        "NativeTypeError: Paint() argument 'color': expected Color (RED = 1, BLUE = 7), got str",
        "NativeValueError: Paint() argument 'color': 2 is not a value of Color (RED = 1, BLUE = 7)",
        "NativeTypeError: Count() argument 'numbers[1]': expected int, got list",
        "TypeError: Count() argument 'numbers[1]': 'object' cannot cross to the library; pass None, bool, int, float, "
        "str, bytes, a list, a dict, a set or a dataclass",
        "OverflowError: Count() argument 'numbers': an int must be between -2**63 and 2**64 - 1; for a float pass "
        "float() of it",
    ]


def test_recursion_through_cpp_is_a_recursion_error(run: Run) -> None:
    code = """
def f(n): return T.CallPython("f", n + 1)
goray.local(f)
try:
    f(0)
except RecursionError as error:
    causes = 0
    print(str(error)[:65], len(str(error)) < 300)
    while error.__cause__:
        error, causes = error.__cause__, causes + 1
    print(causes, type(error).__name__)
"""
    done = run(code)
    assert output_of(done).splitlines() == [
        "LocalCallPyTask(f): NativeRecursionError: maximum recursion depth True",
        "65 NativeRecursionError",
    ]
    assert done.stderr == ""


def test_text_without_utf8_reaches_cpp_with_its_class(run: Run) -> None:
    code = r"""
def f(): raise FileNotFoundError("no \udcff\0")
goray.local(f)
print(ascii(T.WhatPythonSays("f")))
"""
    assert output_of(run(code)) == "'FileNotFoundError: no \\\\udcff\\x00'\n"


def test_a_destructor_that_throws_is_reported(run: Run) -> None:
    code = """
grave = limits.Grave("in the destructor")
grave._goray_close()
print("on")
"""
    done = run(code)
    assert output_of(done) == "on\n"
    assert done.stderr == (
        "*** goray: the destructor of NewGrave's actor threw std::runtime_error: in the destructor\n"
    )


def test_a_crash_in_a_destructor_names_the_actor_and_the_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GORAY_CRASH_HANDLER", "1")
    done = run("tomb = limits.Tomb('nosuch')\ndel tomb\n")
    assert done.returncode != 0
    assert "*** goray: uncaught goray::TaskError: LocalCallPyTask(nosuch): " in done.stderr
    assert " in the destructor of NewTomb's actor (" in done.stderr
