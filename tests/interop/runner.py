"""Runs cases in a process of its own, with the goray of its interpreter.

Usage: python -m tests.interop.runner HOST LIBRARY PATH ADDRESS
Reads `[title, place]` a line from stdin, writes the outcome a line to what was its stdout: JSON, empty if all is well.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import goray

from tests.interop.case import Task
from tests.interop.cases import CASES

PY_DEFS = Path(__file__).with_name("driver_app.py")


def main(host: str, library: str, path: str, address: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the library and Ray print
    code = goray.start(path, str(PY_DEFS), address=address, namespace="pairings", log_to_driver=False)
    print(json.dumps(code), file=answers, flush=True)
    for line in sys.stdin:
        what, place = json.loads(line)
        if what == "recorded":
            from tests.interop.recorded.ask_host import differences  # only ours has what it asks

            print(json.dumps(differences()), file=answers, flush=True)
        elif isinstance(what, list):  # a task's name and arguments: its result, as JSON
            print(json.dumps(Task(what[0], tuple(what[1:])).run(place)), file=answers, flush=True)
        else:
            print(json.dumps(CASES[what].outcome(host, library, place)), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
