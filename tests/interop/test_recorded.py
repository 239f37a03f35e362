"""Recorded bytes: what the published host and a Go library said to each other (recorded/published.txt), said by ours.

Our C++ library gives the host's requests the same answers, and asks for the same; our host asks for the same. That our
host answers a library as the published one does is asked in test_pairings.py, where it has a Ray.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from pathlib import Path

import gorayffi
import pytest
from gorayffi.actor import GolangLocalActor

from tests.interop.recorded import record
from tests.interop.recorded.crossings import TO_LIBRARY, TO_PYTHON, Crossing, meaning, read

RECORD = read(record.PUBLISHED)


@pytest.mark.parametrize(("direction", "commands"), [(TO_LIBRARY, 8), (TO_PYTHON, 17)])
def test_every_command_is_recorded(direction: str, commands: int) -> None:
    assert {each.command for each in RECORD if each.direction == direction} == set(range(commands))


class Replay:
    """The published host: answers a library's requests as recorded."""

    def __init__(self) -> None:
        self.left = [each for each in RECORD if each.direction == TO_PYTHON]
        self.handlers = {command: self._handler(command) for command in range(17)}

    def _handler(self, command: int) -> gorayffi.ffi.Callable:
        def answer(data: bytes) -> tuple[bytes, int]:
            for each in self.left:
                if each.command == command and meaning(command, each.request) == meaning(command, data):
                    self.left.remove(each)
                    return each.answer, each.code
            assert command == 10, f"not recorded: {command} {data!r}"  # C++ releases all, Go what is left over
            return b"", 0

        return answer


def test_cpp_library(cpp_library: Path, tmp_path: Path) -> None:
    replay = Replay()
    library = gorayffi.load_library(shutil.copy(cpp_library, tmp_path / "lib.so"), replay.handlers)
    actor = 0
    for each in RECORD:
        if each.direction == TO_LIBRARY:
            answer, code = library.execute(each.command, actor if each.command in (6, 7) else 0, each.request)
            assert code == each.code, (each, answer)
            if each.command == 5:
                actor = int(answer)
            elif code == 0:
                assert comparable(each.command, answer) == comparable(each.command, each.answer)
            else:
                assert json.loads(answer).keys() >= {"Message", "Traceback"}
    assert [each for each in replay.left if each.command != 10] == []


def comparable(command: int, answer: bytes) -> object:
    """Lists of names have no order, and the C++ app has an actor more."""
    if command == 2:
        tasks, actors = json.loads(answer)
        return sorted(tasks), "Counter" in actors
    return sorted(json.loads(answer)) if command == 3 else answer


def test_host(cpp_library: Path, tmp_path: Path) -> None:
    """What it asks a library, byte for byte."""
    tap = record.build_tap(tmp_path, cpp_library)
    app = gorayffi.load_go_lib(tap, {})
    record.call(
        lambda name, *args: app.call_golang_func(name, args),
        lambda name, *args: GolangLocalActor(app, name, *args),
        app,
    )
    app.get_init_options()
    said = requests(read(Path(f"{tap}.{os.getpid()}")))
    recorded = requests(RECORD[: next(i for i, each in enumerate(RECORD) if b"LocalPy" in each.request)])
    del recorded[1]  # the driver
    assert said == recorded


def requests(crossings: list[Crossing]) -> dict[int, list[bytes]]:
    """By command, each once: a host may keep the answers of some."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for each in crossings:
        if each.direction == TO_LIBRARY and each.request not in found[each.command]:
            found[each.command].append(each.request)
    return dict(found)
