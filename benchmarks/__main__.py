"""Measures goray-cpp beside its peers: `make bench`, `make bench-quick`, `make bench-check`.

Every figure is the median over interleaved rounds, and a ratio to a peer of the same run.
"""

from __future__ import annotations

import argparse
import json
import signal
from pathlib import Path

from benchmarks import check
from benchmarks.cases import CASES, TITLES, all_cases
from benchmarks.page import write
from benchmarks.run import Plan, run

ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and cases, no builds; about two minutes")
    parser.add_argument("--check", action="store_true", help="only compare a few figures with wide limits")
    parser.add_argument("--rounds", type=int, help="at most so many rounds")
    parser.add_argument("--group", action="append", choices=list(TITLES), help="only these; may be repeated")
    parser.add_argument("--peer", action="append", help="only these, files of benchmarks/peers; may be repeated")
    parser.add_argument("--case", action="append", help="only these, keys of benchmarks/cases.py; may be repeated")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", help="where the figures go")
    parser.add_argument("--docs", action="store_true", help="write docs/benchmarks.md and its pictures")
    parser.add_argument("--from-json", action="store_true", help="measure nothing, show the figures there are")
    arguments = parser.parse_args()
    # A shell's background job ignores Ctrl-C, and so would Ray's workers, which `ray.cancel` interrupts by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if arguments.check:
        check.main()
        return
    if not arguments.from_json:
        keys = [case.key for case in CASES if case.quick] if arguments.quick else list(all_cases())
        unknown = set(arguments.case or ()) - set(all_cases())
        if unknown:
            parser.error(f"no such case: {', '.join(sorted(unknown))}; benchmarks/cases.py has them all")
        plan = Plan(
            groups=arguments.group or (["in_process", "on_ray"] if arguments.quick else list(TITLES)),
            cases=list(arguments.case or keys),
            peers=arguments.peer or [],
            rounds=arguments.rounds or (10 if arguments.quick else 40),
            seconds=2 if arguments.quick else 18,
        )
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(run(plan), indent=1) + "\n")
    result = json.loads(arguments.json.read_text())
    print(write.page(result, pictures=False))
    if arguments.docs:
        write.write(result, ROOT / "docs")


if __name__ == "__main__":
    main()
