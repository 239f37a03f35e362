"""docs/benchmarks.md and docs/benchmarks/*.svg. What stands between the marks of the page is kept as it is."""

from __future__ import annotations

from pathlib import Path

from benchmarks.cases import TITLES
from benchmarks.page.markdown import growth, ordered, section
from benchmarks.page.svg import chart
from benchmarks.page.units import Data

BEGIN, END = "<!-- notes: written by hand, kept by `make bench` -->", "<!-- end of notes -->"
NO_NOTES = f"{BEGIN}\n{END}"
INTRODUCTION = """\
# Benchmarks

`make bench` measures all of this anew and writes this page; `make bench-quick` takes two minutes and writes no page.
Every row compares with a peer in the same run: all sides run in processes of their own, a round measures every case
once on each side, in random order, and a figure is the median over the rounds, with the quartiles. **Ratios repeat from
machine to machine, times do not.**

What a goal limits is the column *figure*. `≤ 0.85`: our time over the peer's, at most. `≥ 150`: the peer's time over
ours, at least. `≤ +10 ms`: ours less the peer's. Without a peer: our figure itself. A peer *wins* where it is better by
more than 2 %, whatever the goal says. All compiled peers call the same C++ functions (`benchmarks/apps/functions.h`),
built by the same compiler as `Release` by the CMake package that each brings. The loop around a call, about 10 ns, is
in every figure.
"""


def page(result: Data, notes: str = NO_NOTES, *, pictures: bool = True) -> str:
    """The page of a run; `notes` are what is kept by hand, with their marks."""
    parts = [INTRODUCTION, notes + "\n"]
    for group, title in TITLES.items():
        table = section(result, group)
        if table and pictures:
            table += f"\n![{title}: times beside the peers](benchmarks/{group}.svg)\n"
        parts += [table, growth(result, group)]
    return "\n".join(part for part in [*parts, machine(result)] if part)


def machine(result: Data) -> str:
    facts = {**result["machine"], "load before and after": " / ".join(result["load"].values())}
    lines = [f"| {name} | {value} |" for name, value in facts.items()]
    return "\n".join(["## Measured on", "| | |", "|---|---|", *lines]) + "\n"


def notes_of(text: str) -> str:
    """The part of a page that is kept by hand."""
    start, end = text.find(BEGIN), text.find(END)
    return text[start : end + len(END)] if 0 <= start < end else NO_NOTES


def pictures(result: Data) -> dict[str, str]:
    """By file name."""
    charts: dict[str, str] = {}
    for group, title in TITLES.items():
        rows = ordered(result["rows"], group)
        if rows:
            charts[f"{group}.svg"] = chart(title, rows)
    return charts


def write(result: Data, docs: Path) -> None:
    target = docs / "benchmarks.md"
    notes = notes_of(target.read_text()) if target.is_file() else NO_NOTES
    target.write_text(page(result, notes))
    (docs / "benchmarks").mkdir(exist_ok=True)
    for name, text in pictures(result).items():
        (docs / "benchmarks" / name).write_text(text)
