"""Measures every `.py` file of Python's standard library: Parquet in, C++ on Ray Data, Parquet out.

python main.py [FOLDER]
"""

from __future__ import annotations

import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import codestats
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import ray
import ray.data
from rich.console import Console
from rich.table import Table

LIMIT = 1000
console = Console()


def standard_library() -> pa.Table:
    """Path and text of every `.py` file of the running Python's standard library; a text that is not UTF-8 is null."""
    root = Path(sysconfig.get_path("stdlib"))
    installed = {"site-packages", "dist-packages"}
    paths = [path.relative_to(root) for path in sorted(root.rglob("*.py"))]
    paths = [path for path in paths if installed.isdisjoint(path.parts)]
    return pa.table({"path": [str(path) for path in paths], "text": [text_of(root / path) for path in paths]})


def text_of(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        return None


def measure_in_python(files: pa.Table) -> pa.Table:
    """What C++ measures, by pyarrow.compute, to compare."""
    text = files["text"]
    lines = pc.add(
        pc.count_substring(text, "\n"), pc.cast(pc.invert(pc.match_substring_regex(text, r"\n\z|\A\z")), "int32")
    )
    return files.select(["path"]).append_column("lines", pc.cast(lines, "int64"))


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    files = standard_library()
    pq.write_table(files, folder / "files.parquet", row_group_size=200)
    ray.init(include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    start = time.perf_counter()
    dataset = (
        ray.data.read_parquet(str(folder / "files.parquet"))
        .map_batches(codestats.tasks.Measure, batch_format="pyarrow", batch_size=200)
        .map_batches(
            codestats.Judge,
            fn_constructor_args=(LIMIT,),
            compute=ray.data.ActorPoolStrategy(size=1),
            batch_format="pyarrow",
            batch_size=None,
        )
    )
    dataset.write_parquet(str(folder / "measured"))
    seconds = time.perf_counter() - start

    measured = pq.read_table(folder / "measured").sort_by("path")
    packages = codestats.tasks.ByPackage(measured)
    table = Table(title=f"Python's standard library, {measured.num_rows} files, by package")
    table.add_column("package")
    for heading in ("files", "lines", "comments"):
        table.add_column(heading, justify="right")
    for row in packages.slice(0, 8).to_pylist():
        table.add_row(row["package"], f"{row['files']:,}", f"{row['lines']:,}", f"{row['comment_share']:.1%}")
    console.print(table)
    long = pc.sum(measured["is_long"]).as_py()
    console.print(f"{long} files have more than {LIMIT} lines; Ray Data took {seconds:.1f} s from Parquet to Parquet")

    expected = measure_in_python(files).sort_by("path")
    same = measured["path"].equals(expected["path"]) and measured["lines"].equals(expected["lines"])
    console.print("pyarrow counts the same lines" if same else "error: pyarrow counts other lines")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
