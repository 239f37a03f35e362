"""What hosts and libraries have to do together: input and expectation side by side, in the order of the table."""

from __future__ import annotations

import math
from typing import Any

from tests.interop.case import LOCAL, REMOTE, Actor, Blob, Case, Differs, Fails, task
from tests.interop.python_side import many_calls, named_by_library, named_by_plain_python, named_by_python, python_refs

MEBI = 1 << 20
LIMIT = Differs(Fails("BufferFull"), "A result above 100 MiB is lost: `BufferFull`, without a text.", host="published")
TEXT_ORDER = Differs(
    "0,1,4,3,4,5,6,7,8,9,11,Hello 10",
    "Refs are put at their positions in the order of the positions as text, so 10 comes before 2.",
    host="published",
)
GO_NONE = Differs(
    Fails("index out of range"),
    "The Go module fails on `None` behind another one of the variable arguments.",
    library="Go",
)
NO_PLAIN_ACTORS = Differs(
    Fails("not created by goray"), "Refused by the published host, as its guide says.", host="published"
)
GO_WRAPS = Differs([-(2**63), 0], "The Go module wraps it around, without an error.", library="Go")


def echo(title: str, *values: Any, differs: tuple[Differs, ...] = ()) -> Case:
    return Case(title, task("Echo", *values), list(values), differs=differs)


VALUES = (
    echo("integers", 0, -1, 127, 128, -129, 2**31, 2**53 + 1, -(2**63), 2**63 - 1),
    echo("unsigned integers of 64 bits", 2**63, 2**64 - 1),
    echo("floats", 0.5, -1.5, 1e300, math.inf, math.nan),
    echo("booleans", True, False),
    echo("text", "", "text", "grüße \N{SNOWMAN} \N{PILE OF POO}", "a\0b"),
    echo("binary data", b"", b"\0\xff" * 40),
    echo("lists", [], [1, "two", [3.5, [None]]]),
    echo("maps with text keys", {}, {"a": 1, "b": {"c": [True]}}),
    echo("maps with integer keys", {1: "one", -2: "two"}),
    echo("None", None),
    Case("structs are maps", task("Swap", {"x": 1, "y": 2}), {"x": 2, "y": 1}),
    Case(
        "structs in lists and maps",
        task("Named", [{"x": 1, "y": 2}, {"x": 3, "y": 4}]),
        {"p1": {"x": 1, "y": 2}, "p3": {"x": 3, "y": 4}},
    ),
    Case("an optional value", task("Half", 5.0), 2.5),
    Case("an optional value that is absent", task("Half", None), None),
)
CALLS = (
    Case("a task", task("Hello", "World"), "Hello World"),
    Case("a result of several values", task("Divide", 7, 2), [3, 1]),
    Case("no result", task("Nothing"), None),
    Case("variable arguments, none given", task("Echo"), []),
    Case("variable arguments after others", task("Gather", "a", 1, "b", 0.5), ["a", 3]),
    echo("None among variable arguments", 1, None, differs=(GO_NONE,)),
    Case("options of Ray", task("Hello", "World", num_cpus=0.5), "Hello World", (REMOTE,)),
    Case("an actor keeps its state", Actor("Counter", (40,), (("Incr", 1), ("Incr", 1))), [41, 42]),
    Case("a method's result of several values", Actor("Counter", (4,), (("Both",),)), [[4, "4"]]),
    Case(
        "an actor outlives a failed call",
        Actor("Counter", (1,), (("Fail", "so bad"), ("Incr", 1))),
        [Fails("so bad"), 2],
    ),
    Case("calls from 16 threads", many_calls, 16 * 50, (LOCAL,)),
)
REFS = (
    Case("a ref as the only argument", task("Hello", task("Hello", "you")), "Hello Hello you", (REMOTE,)),
    Case(
        "refs among 12 arguments, at 2 and 10",
        task("Echo", 0, 1, task("Hello", "2"), 3, 4, 5, 6, 7, 8, 9, task("Hello", "10"), 11),
        [0, 1, "Hello 2", 3, 4, 5, 6, 7, 8, 9, "Hello 10", 11],
        (REMOTE,),
    ),
    Case("refs alone, at all positions", task("Echo", *[task("Hello", "x")] * 3), ["Hello x"] * 3, (REMOTE,)),
    Case(
        "a ref for an actor's making and its methods",
        Actor("Counter", (task("Size", b"12"),), (("Incr", task("Size", b"1")),)),
        [3],
        (REMOTE,),
    ),
    Case("refs of Python tasks and of ray.put()", python_refs, ["squared 9", "put"], (REMOTE,)),
)
FAILURES = (
    Case("a failing task", task("Fail", "so bad"), Fails("so bad")),
    Case("a division by zero", task("Divide", 1, 0), Fails("divi")),
    Case("an unknown task", task("Helo", "x"), Fails("Helo")),
    Case("an unknown actor", Actor("Countr", (1,), (("Incr", 1),)), [Fails("Countr")]),
    Case("an unknown method", Actor("Counter", (1,), (("Inc", 1),)), [Fails("Inc")]),
    Case("an actor that cannot be made", Actor("Counter", (-1,), (("Incr", 1),)), [Fails("starts at 0")]),
    Case("an argument of a wrong type", task("Divide", "x", 1), Fails()),
    Case("too few arguments", task("Divide", 1), Fails()),
    Case("too many arguments", task("Divide", 1, 2, 3), Fails()),
    Case("an integer that the parameter cannot hold", task("Divide", 2**63, 1), Fails(), differs=(GO_WRAPS,)),
)
LARGE = (
    Case("10 MB", task("Echo", Blob(10_000_000)), [Blob(10_000_000)]),
    Case("an argument of 110 MiB", task("Size", Blob(110 * MEBI)), 110 * MEBI, (LOCAL,)),
    Case("a result above 100 MiB", task("Zeros", 100 * MEBI + 1), Blob(100 * MEBI + 1), (LOCAL,), (LIMIT,)),
)
FROM_LIBRARY = (
    Case("the library calls a Python function in its process", task("LocalPy", "triple", 7), 21),
    Case(
        "the library runs Python code",
        task("LocalCode", "import math\ndef root(x):\n    return math.sqrt(x)\n", 16),
        4.0,
    ),
    Case("the library makes a Python object and calls its methods", task("LocalObject", "k", [1, "x"]), [1, "x"]),
    Case("Python that the library called calls the library", task("LocalPy", "hello_hello", "x"), "Hello Hello x"),
    Case("an exception of a Python function", task("LocalPy", "fail_here", "so bad"), Fails("so bad")),
    Case("an unknown Python function", task("LocalPy", "nobody", 1), Fails("nobody")),
    Case("Python code that fails", task("LocalCode", "def f(x): return 1 / x", 0), Fails("division")),
    Case("the library's threads call Python", task("LocalThreads", 32), 3 * 31 * 16),
    Case("the library calls a Python task", task("PyTask", "square", 8), 64),
    Case(
        "values of all kinds to and from a Python task",
        task("PyTask", "same", [1, 0.5, "x", b"y", None, {"k": [True]}]),
        [1, 0.5, "x", b"y", None, {"k": [True]}],
    ),
    Case(
        "a Python task is given refs at 2 and 10, the last its own task's",
        task("PyTaskRefs"),
        "0,1,4,3,4,5,6,7,8,9,Hello 10,11",
        differs=(TEXT_ORDER,),
    ),
    Case("a Python task that calls the library's task", task("PyTask", "greet", "you"), "Hello you"),
    Case("an exception of a Python task", task("PyTask", "fail", "so bad"), Fails("so bad")),
    Case("an unknown Python task", task("PyTask", "nobody", 1), Fails("nobody")),
    Case("the library makes a Python actor", task("PyActor", "k", {"v": 1}), {"v": 1}),
    Case("the library calls its own task", task("OwnTask", "me"), "Hello me"),
    Case(
        "its own task is given refs at 2 and 10, the first a Python task's",
        task("OwnTaskRefs"),
        [0, 1, 4, 3, 4, 5, 6, 7, 8, 9, "Hello 10", 11],
    ),
    Case("the library makes its own actor, a ref for a method", task("OwnActor", 40, 3), 52),
    Case("the library puts a value, used twice", task("Shared", "x"), ["x", "x"]),
    Case("a timeout", task("TimesOut"), True),
    Case("wait", task("WaitsFor"), [1, 1, True]),
    Case("cancel", task("Cancels"), True),
    Case("the library's threads call Python tasks", task("Threads", 8), 140),
)
NAMED = (
    Case("Python finds an actor that the library named", named_by_library, [6, 8], (REMOTE,)),
    Case("the library finds an actor that Python named", named_by_python, [6, 8], (REMOTE,)),
    Case(
        "the library finds an actor that plain Python made and named",
        named_by_plain_python,
        42,
        (REMOTE,),
        (NO_PLAIN_ACTORS,),
    ),
)
SECTIONS = {
    "Values": VALUES,
    "Calls": CALLS,
    "Refs": REFS,
    "Failures": FAILURES,
    "Large data": LARGE,
    "The library calls": FROM_LIBRARY,
    "Named actors": NAMED,
}
CASES = {case.title: case for section in SECTIONS.values() for case in section}
