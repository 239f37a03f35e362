"""The four pairings {published goray, ours} x {C++ library, Go library}, each a process that runs cases on request."""

from __future__ import annotations

import functools
import json
import os
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.interop.case import HOSTS, LIBRARIES, PLACES, Case
from tests.interop.cases import SECTIONS

PAIRINGS = [(host, library) for host in HOSTS for library in LIBRARIES]
HEAD = """
import ray, sys
ray.init(num_cpus=8, include_dashboard=False, log_to_driver=False)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


class Process:
    """A child that answers one line with one line; it ends when its stdin is closed."""

    def __init__(self, *command: str | Path, log: Path) -> None:
        self._log = log
        env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        with log.open("w") as stderr:
            self._child = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                cwd=ROOT,
                env=env,
            )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._child.stdout
        for line in self._child.stdout:
            self._lines.put(line)
        self._lines.put("")

    def ask(self, question: str) -> str:
        assert self._child.stdin
        self._child.stdin.write(f"{question}\n")
        self._child.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        """The next line. Raises AssertionError with the child's log if there is none in two minutes."""
        try:
            line = self._lines.get(timeout=120)
        except queue.Empty:
            line = ""
        if not line:
            raise AssertionError(f"no answer; the log ends with:\n{self._log.read_text()[-5000:]}")
        return line.strip()

    def end(self) -> None:
        """Tells it to end, without waiting."""
        assert self._child.stdin
        self._child.stdin.close()

    def join(self) -> None:
        try:
            self._child.wait(30)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


class Pairing:
    """One host with one library, connected to a Ray."""

    def __init__(self, python: Path, address: str, host: str, library: str, path: Path) -> None:
        name = f"pairing.{host}.{library.replace('+', 'p')}"
        log = ROOT / "build" / "tests" / f"{name}.log"
        self._process = Process(python, "-m", "tests.interop.runner", host, library, path, address, log=log)
        self.end, self.join = self._process.end, self._process.join

    @functools.cached_property
    def exit_code(self) -> int:
        """Of the library's driver, which runs first."""
        return int(json.loads(self._process.answer()))

    def outcome(self, case: Case, place: str) -> str:
        """Empty if it is as the case says."""
        assert self.exit_code is not None
        return str(json.loads(self._process.ask(json.dumps([case.title, place]))))

    def run_task(self, name: str, *args: Any) -> Any:
        """What the library's task gives, run in the pairing's process."""
        assert self.exit_code is not None
        return json.loads(self._process.ask(json.dumps([[name, *args], PLACES[0]])))

    def differences_from_recorded(self) -> list[str]:
        """Answers of the host that are not those recorded of the published one."""
        assert self.exit_code is not None
        found: list[str] = json.loads(self._process.ask(json.dumps(["recorded", ""])))
        return found


def table() -> str:
    """docs/reference/pairings.md: what each pairing does with each case."""
    notes: dict[str, int] = {}
    text = [HEADER]
    for place in PLACES:
        text += [f"\n## {place.capitalize()}\n"]
        text += ["| | " + " | ".join(f"{host} + {library}" for host, library in PAIRINGS) + " |"]
        text += ["|---" * (len(PAIRINGS) + 1) + "|"]
        for section, cases in SECTIONS.items():
            rows = [case for case in cases if place in case.places]
            if rows:
                text += [f"| **{section}** |" + " |" * len(PAIRINGS)]
            text += [_row(case, place, notes) for case in rows]
    text += ["\n## Notes\n", *(f"{number}. {why}" for why, number in notes.items())]
    return "\n".join(text) + "\n"


def _row(case: Case, place: str, notes: dict[str, int]) -> str:
    cells = []
    for host, library in PAIRINGS:
        differs = case.difference(host, library, place)
        cells.append(f"no [{notes.setdefault(differs.why, len(notes) + 1)}]" if differs else "yes")
    return f"| {case.title} | {' | '.join(cells)} |"


HEADER = """\
# Pairings

Which host (the published `goray` 1.2.1, or ours) does what with which library (C++ made by `goray-gen`, or Go with the
published module). Each cell is a test of `tests/interop/test_pairings.py`: `yes` was seen to work, a number in brackets
is the note that says what comes instead, which was seen as well. The same table of cases is run in all four. Written by
`pytest tests/interop/test_pairings.py --accept`."""
