"""Searches every `.py` file of Python's standard library with RE2 on Ray, and with Python's `re` beside it.

python main.py [PATTERN]
"""

from __future__ import annotations

import re
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import ragrep
import ray
from ragrep import Hit, TallyHandle, Totals
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

PATTERN = r"raise (Value|Type|Runtime)Error\(.*(must|expected|invalid)"
BATCH_BYTES = 1_000_000
console = Console()


def standard_library() -> list[Path]:
    """Every `.py` file of the running Python's standard library, without what pip installed into it."""
    root = Path(sysconfig.get_path("stdlib"))
    installed = {"site-packages", "dist-packages"}
    return sorted(path for path in root.rglob("*.py") if installed.isdisjoint(path.relative_to(root).parts))


def batches(files: Sequence[Path]) -> Iterator[list[str]]:
    """`files` in lists of about `BATCH_BYTES`: a task must be worth the half millisecond that Ray takes for it."""
    batch: list[str] = []
    size = 0
    for path in files:
        batch.append(str(path))
        size += path.stat().st_size
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@ray.remote
def search_with_re(pattern: str, files: list[str]) -> tuple[list[tuple[str, int]], float]:
    """The same search by Python's `re`: hits and seconds."""
    start = time.perf_counter()
    compiled = re.compile(pattern.encode())
    hits: list[tuple[str, int]] = []
    for name in files:
        text = Path(name).read_bytes()
        for number, line in enumerate(text.split(b"\n"), 1):
            if compiled.search(line):
                hits.append((name, number))
    return hits, time.perf_counter() - start


def run_cpp(pattern: str, work: list[list[str]], tally: TallyHandle) -> tuple[list[Hit], Totals, dict[str, int], float]:
    """Searches in C++ tasks; Ray hands their reports to the C++ actor that adds them up, past this process."""
    start = time.perf_counter()
    reports = [ragrep.tasks.Search.remote(pattern, files) for files in work]
    sums = [tally.Add.remote(report) for report in reports]
    with Progress(console=console) as progress:
        for _ in progress.track(wait_each(sums), total=len(sums), description="C++ RE2  "):
            pass
    hits = [hit for report in ray.get(reports) for hit in report["hits"]]
    totals = max(ray.get(sums), key=lambda sum_so_far: sum_so_far["files"])
    elapsed = time.perf_counter() - start
    return hits, totals, ray.get(tally.ByFolder.remote()), elapsed


def wait_each(refs: Sequence[ray.ObjectRef]) -> Iterator[ray.ObjectRef]:
    """`refs` as they finish."""
    waiting = list(refs)
    while waiting:
        done, waiting = ray.wait(waiting)
        yield from done


def run_python(pattern: str, work: list[list[str]]) -> tuple[list[tuple[str, int]], float, float]:
    start = time.perf_counter()
    refs = [search_with_re.remote(pattern, files) for files in work]
    with Progress(console=console) as progress:
        for _ in progress.track(wait_each(refs), total=len(refs), description="Python re"):
            pass
    results = ray.get(refs)
    elapsed = time.perf_counter() - start
    return [hit for hits, _ in results for hit in hits], sum(seconds for _, seconds in results), elapsed


def main() -> int:
    pattern = sys.argv[1] if len(sys.argv) > 1 else PATTERN
    work = list(batches(standard_library()))
    ray.init(include_dashboard=False, log_to_driver=False)
    tally = ragrep.Tally.remote()
    warm_up(pattern, work, tally)

    hits, totals, folders, cpp_elapsed = run_cpp(pattern, work, tally)
    python_hits, python_seconds, python_elapsed = run_python(pattern, work)

    megabytes = totals["bytes"] / 1e6
    table = Table(title=f"/{pattern}/ in {totals['files']} files of Python's standard library, {megabytes:.1f} MB")
    table.add_column("search")
    for heading in ("hits", "MB/s in tasks", "MB/s end to end", "seconds"):
        table.add_column(heading, justify="right")
    for name, count, seconds, elapsed in (
        ("C++ RE2 tasks", len(hits), totals["seconds"], cpp_elapsed),
        ("Python re tasks", len(python_hits), python_seconds, python_elapsed),
    ):
        table.add_row(name, str(count), f"{megabytes / seconds:,.0f}", f"{megabytes / elapsed:,.0f}", f"{elapsed:.2f}")
    console.print(table)
    top = sorted(folders.items(), key=lambda item: (-item[1], item[0]))[:5]
    console.print("most hits:", ", ".join(f"{name} {count}" for name, count in top))
    for hit in hits[:3]:
        console.print(f"{Path(hit['path']).name}:{hit['line']}: {hit['text'].strip()}", markup=False, highlight=False)

    same = {(hit["path"], hit["line"]) for hit in hits} == set(python_hits)
    console.print("both found the same lines" if same else "error: the two searches differ")
    return 0 if same else 1


def warm_up(pattern: str, work: list[list[str]], tally: TallyHandle) -> None:
    """Starts workers and actor and reads every file once before the clock, for both."""
    ray.get(tally.ByFolder.remote())
    ray.get([ragrep.tasks.Search.remote(pattern, files) for files in work])
    ray.get([search_with_re.remote(pattern, files) for files in work])


if __name__ == "__main__":
    sys.exit(main())
