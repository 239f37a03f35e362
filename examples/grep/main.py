"""Asks Python's standard library many questions, with RE2 in C++ on Ray and with Python's `re` beside it.

python main.py [PATTERN...]
"""

from __future__ import annotations

import re
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import ragrep
import ray
from picture import draw
from ragrep import Totals
from rich.console import Console
from rich.progress import track
from rich.table import Table

NAMES = [
    "Arithmetic",
    "Assertion",
    "Attribute",
    "EOF",
    "Import",
    "Index",
    "Key",
    "Lookup",
    "Name",
    "OS",
    "Overflow",
    "Runtime",
    "Syntax",
    "Type",
    "Unicode",
    "Value",
]
PATTERNS = [rf"\b\w*{name}Error\(.*(must|expected|invalid)" for name in NAMES]
BATCH = 100
SINGLE = 300
"""Calls of the slowest way, which nobody wants to wait for."""
console = Console()

Call = tuple[str, str]
"""Pattern and file."""
Line = tuple[str, str, int]
"""Pattern, file and number of a line that matches."""


@dataclass(frozen=True)
class Measured:
    """One way to make the calls."""

    name: str
    calls: int
    seconds: float
    lines: set[Line] | None = None

    @property
    def rate(self) -> float:
        return self.calls / self.seconds


def standard_library() -> list[Path]:
    """Every `.py` file of the running Python's standard library, without what pip installed into it."""
    root = Path(sysconfig.get_path("stdlib"))
    installed = {"site-packages", "dist-packages"}
    return sorted(path for path in root.rglob("*.py") if installed.isdisjoint(path.relative_to(root).parts))


@ray.remote
def search_with_re(calls: Sequence[Call]) -> list[Line]:
    """The same search by Python's `re`, for several calls."""
    lines: list[Line] = []
    for pattern, name in calls:
        text = Path(name).read_bytes()
        for match in re.finditer(pattern.encode(), text, re.MULTILINE):
            lines.append((pattern, name, text.count(b"\n", 0, match.start()) + 1))
    return lines


def in_cpp(calls: Sequence[Call], tally: ragrep.TallyHandle) -> tuple[Measured, Totals, str]:
    """A call of C++ for each pattern and file. The actor, which is C++ too, adds the reports up."""
    start = time.perf_counter()
    patterns, files = zip(*calls, strict=True)
    reports = list(ragrep.tasks.Search.map(patterns, ([file] for file in files), progress=True))
    seconds = time.perf_counter() - start
    totals = list(tally.Add.map(reports))[-1]
    hits = [(pattern, hit) for pattern, report in zip(patterns, reports, strict=True) for hit in report["hits"]]
    lines = {(pattern, hit["path"], hit["line"]) for pattern, hit in hits}
    example = f"{Path(hits[0][1]['path']).name}:{hits[0][1]['line']}: {hits[0][1]['text'].strip()}" if hits else ""
    return Measured("C++ RE2, map", len(calls), seconds, lines), totals, example


def in_python(name: str, calls: Sequence[Call], size: int) -> Measured:
    """Tasks of Ray in Python, `size` calls in each."""
    start = time.perf_counter()
    refs = [search_with_re.remote(calls[at : at + size]) for at in range(0, len(calls), size)]
    lines = {line for found in track(each(refs), name, len(refs), console=console) for line in found}
    return Measured(name, len(calls), time.perf_counter() - start, lines)


def each(refs: Sequence[ray.ObjectRef]) -> Iterator[list[Line]]:
    """What they are of, as they finish."""
    waiting = list(refs)
    while waiting:
        done, waiting = ray.wait(waiting)
        yield from ray.get(done)


def main() -> int:
    patterns = sys.argv[1:] or PATTERNS
    calls = list(product(patterns, map(str, standard_library())))
    ray.init(include_dashboard=False, log_to_driver=False)
    tally = ragrep.Tally.remote()
    warm_up(calls, tally)

    cpp, totals, example = in_cpp(calls, tally)
    python = in_python(f"Python re, {BATCH} a task", calls, BATCH)
    single = in_python("Python re, one a task", calls[:SINGLE], 1)

    megabytes = totals["bytes"] / 1e6
    console.print(
        f"{len(patterns)} patterns in each of {len(calls) // len(patterns)} files, {megabytes:,.0f} MB to search"
    )
    console.print(table([cpp, python, single]))
    console.print(f"one of {len(cpp.lines or ())} lines: {example}", markup=False, highlight=False)
    picture = Path(ragrep.__file__).parents[2] / "search.svg"
    picture.write_text(draw("calls a second", {way.name: way.rate for way in (cpp, python, single)}), encoding="utf-8")
    console.print(f"picture: {picture}", soft_wrap=True)

    same = cpp.lines == python.lines
    console.print("both found the same lines" if same else "error: the two searches differ")
    return 0 if same else 1


def table(ways: Sequence[Measured]) -> Table:
    shown = Table("way", box=None)
    for heading in ("calls", "seconds", "calls/s"):
        shown.add_column(heading, justify="right")
    shown.add_column("")
    fastest = max(way.rate for way in ways)
    for way in ways:
        bar = "█" * max(1, round(24 * way.rate / fastest))
        shown.add_row(way.name, f"{way.calls:,}", f"{way.seconds:.2f}", f"{way.rate:,.0f}", bar)
    return shown


def warm_up(calls: Sequence[Call], tally: ragrep.TallyHandle) -> None:
    """Starts workers and actor and reads every file once before the clock, for both."""
    ray.get(tally.ByFolder.remote())
    files = sorted({file for _, file in calls})
    list(ragrep.tasks.Search.map(["^$"] * 4, [files] * 4, chunk_size=1))
    ray.get([search_with_re.remote([]) for _ in range(20)])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        console.print("\nstopped")
        sys.exit(130)
