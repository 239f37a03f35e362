"""All cases, in the order of the page. Which peers have a case, and what the goal beside each is, the peers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Group = Literal["in_process", "on_ray", "generator"]
Unit = Literal["s", "bytes", "faults", "allocations", "files"]
TITLES: dict[Group, str] = {"in_process": "In process", "on_ray": "On Ray", "generator": "The generator and the build"}


@dataclass(frozen=True)
class Case:
    """One thing that is measured, smaller is better. `quick`: part of `make bench-quick`."""

    key: str
    group: Group
    title: str
    unit: Unit = "s"
    quick: bool = True


@dataclass(frozen=True)
class Series:
    """How something grows: its points are cases `key/point`, without goals."""

    key: str
    group: Group
    title: str
    points: tuple[int, ...]
    unit: Unit = "s"

    def cases(self) -> list[Case]:
        return [
            Case(f"{self.key}/{point}", self.group, f"{self.title}: {point:,}", self.unit, False)
            for point in self.points
        ]


BURST = 200
DRIVEN = 5000
CASES = (
    Case("add", "in_process", "`Add(double, double)`, GIL held"),
    Case("add_keyword", "in_process", "the same, an argument by keyword"),
    Case("add_released", "in_process", "`Add(double, double)`, GIL released"),
    Case("hello", "in_process", "`Hello(string)`, GIL held"),
    Case("execute_held", "in_process", "plain `Execute`, GIL held"),
    Case("execute_released", "in_process", "plain `Execute`, GIL released"),
    Case("by_name", "in_process", '`golang_local_run_task("Add", a, b)`'),
    Case("method", "in_process", "method of a local actor"),
    Case("callback", "in_process", "callback, C++ calls Python"),
    Case("exception", "in_process", "exception of C++ in Python"),
    Case("threads_held", "in_process", "4 threads of short calls, GIL held"),
    Case("threads_released", "in_process", "4 threads of calls of 1 ms, GIL released"),
    Case("bytes_1mb", "in_process", "bytes of 1 MB, there and back"),
    Case("bytes_100mb", "in_process", "bytes of 100 MB, there and back"),
    Case("nested_dict", "in_process", "nested dict, there and back"),
    Case("dicts_1000", "in_process", "1,000 dicts, there and back"),
    Case("floats_1000", "in_process", "1,000 floats, there and back"),
    Case("structs_1000", "in_process", "1,000 structs, there and back"),
    Case("texts_1000", "in_process", "1,000 texts, there and back"),
    Case("map_1000", "in_process", "a map of 1,000 texts to numbers, there and back"),
    Case("times_1000", "in_process", "1,000 times, there and back"),
    Case("array_view", "in_process", "numpy array as an argument, looked into, GIL held"),
    Case("array_result", "in_process", "numpy array of 1,000 floats as a result, GIL held"),
    Case("eigen_view", "in_process", "numpy array as an `Eigen::Ref`, GIL held"),
    Case("eigen_copy", "in_process", "numpy array as a `MatrixXd` of 500 x 500, GIL held"),
    Case("eigen_result", "in_process", "`MatrixXd` of 30 x 30 as a numpy array, GIL held"),
    Case("eigen_solve", "in_process", "100 equations solved by Eigen, GIL held"),
    Case("vectorize", "in_process", "`Add` for each of a million pairs in two numpy arrays"),
    Case("allocations_add", "in_process", "allocations of `Add`", "allocations"),
    Case("allocations_hello", "in_process", "allocations of `Hello`", "allocations"),
    Case("check_interrupt", "in_process", "`CheckInterrupt()` in a loop"),
    Case(
        "interrupt",
        "in_process",
        "from Ctrl-C to KeyboardInterrupt, median of 100 while all CPUs are busy",
        quick=False,
    ),
    Case("first_call", "in_process", "import, load and a first call, in a fresh process"),
    Case("load", "in_process", "loading the library alone, in a fresh process"),
    Case("task", "on_ray", "task, one after another"),
    Case("tasks", "on_ray", f"a task of {BURST} at once"),
    Case("actor", "on_ray", "actor call, one after another"),
    Case("actor_calls", "on_ray", f"an actor call of {BURST} at once"),
    Case("argument_10mb", "on_ray", "bytes of 10 MB as argument"),
    Case("argument_100mb", "on_ray", "bytes of 100 MB as argument", quick=False),
    Case("result_10mb", "on_ray", "bytes of 10 MB as result"),
    Case("result_100mb", "on_ray", "bytes of 100 MB as result", quick=False),
    Case("array_argument_10mb", "on_ray", "numpy array of 10 MB as argument"),
    Case("array_result_10mb", "on_ray", "numpy array of 10 MB as result"),
    Case("array_cpp_10mb", "on_ray", "array of 10 MB from a C++ task to a C++ task, driver in C++"),
    Case("array_cpp_100mb", "on_ray", "the same of 100 MB", quick=False),
    Case("map", "on_ray", "a call of `map` over 200,000 of Python's numbers, beside a task"),
    Case("map_array", "on_ray", "the same from a numpy array"),
    Case("map_array_5m", "on_ray", "the same from a numpy array of 5 million", quick=False),
    Case(
        "cancel",
        "on_ray",
        "from `ray.cancel` to TaskCancelledError of a task that loops, median of 100 while all CPUs are busy",
        quick=False,
    ),
    Case("cancel_p95", "on_ray", "the same, after which 95 of 100 have ended", quick=False),
    Case("worker", "on_ray", "first task of a fresh worker", quick=False),
    Case("driver", "on_ray", f"driver in C++, a task of {DRIVEN:,} at once", quick=False),
    Case("driver_typed", "on_ray", "the same by `goray::Task<&F>`", quick=False),
    Case("scan", "generator", "scan of a header"),
    Case("clean_build", "generator", "clean build of the functions above", quick=False),
    Case("rebuild", "generator", "rebuild after a touched source", quick=False),
    Case("no_op", "generator", "files that a build writes when nothing changed", "files"),
    Case("big_generate", "generator", "code of 1,000 tasks and 300 structs", quick=False),
    Case("big_import", "generator", "import of their package, in a fresh process", quick=False),
)
SIZES = (1_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
SERIES = (
    Series("arguments", "in_process", "call with N integers, GIL held", (1, 2, 4, 8)),
    Series("bytes", "in_process", "N bytes, there and back", SIZES),
    Series("bytes_faults", "in_process", "page faults of N bytes, there and back", SIZES, "faults"),
    Series("bytes_peak", "in_process", "memory on top while N bytes go there and back", SIZES, "bytes"),
    Series("threads", "in_process", "a short call of N threads, GIL released", (1, 2, 4, 8)),
    Series("burst", "on_ray", "a task of N at once", (100, 1_000, 5_000)),
)


def all_cases() -> dict[str, Case]:
    return {case.key: case for case in (*CASES, *(case for series in SERIES for case in series.cases()))}
