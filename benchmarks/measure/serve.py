"""A peer's process: `python -m benchmarks.measure.serve NAME GROUP`.

Writes the keys of its cases in a line, then reads one of them a line and answers with a sample.
"""

from __future__ import annotations

import importlib
import os
import sys

from benchmarks.measure.peer import OURS, module


def main(name: str, group: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Ray and libraries print
    owner = importlib.import_module(f"benchmarks.ours.{group}") if name == OURS else module(name)
    cases = getattr(owner, group)()
    print(*cases, sep="\t", file=answers, flush=True)
    for line in sys.stdin:
        print(cases[line.strip()](), file=answers, flush=True)
    if "ray" in sys.modules:
        sys.modules["ray"].shutdown()
    os._exit(0)  # some peers' libraries do not survive an orderly exit, which nobody measures


if __name__ == "__main__":
    main(*sys.argv[1:])
