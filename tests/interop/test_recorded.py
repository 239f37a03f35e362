"""Recorded bytes: what the published host and a Go library said to each other (recorded/published.txt), said by ours.

What our host says to our C++ library, and of failures to a Go library, is recorded as well: ours.txt, ours_go.txt.

Our C++ library gives the host's requests the same answers, and asks for the same; our host asks for the same. That our
host answers a library as the published one does is asked in test_pairings.py, where it has a Ray.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import gorayffi
import pytest
import ray
from gorayffi.actor import GolangLocalActor

from tests.conftest import ROOT, deep_if
from tests.interop.recorded import record
from tests.interop.recorded.recorded_call import TO_LIBRARY, TO_PYTHON, RecordedCall, meaning, read

RECORD = read(record.PUBLISHED)
RECORDED_TASKS = set(
    next(json.loads(each.answer)[0] for each in RECORD if (each.direction, each.command) == (TO_LIBRARY, 2))
)


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
    """Lists of names have no order, and the C++ app has more of them than the recorded one."""
    if command == 2:
        tasks, actors = map(set, json.loads(answer))
        return "Counter" in actors, tasks >= RECORDED_TASKS
    return sorted(json.loads(answer)) if command == 3 else answer


def test_host(cpp_library: Path, tmp_path: Path) -> None:
    """What it asks a library, byte for byte."""
    # A copy: the file itself may be loaded here, and would answer to the tap from then on.
    tap = record.build_tap(tmp_path, Path(shutil.copy(cpp_library, tmp_path / "lib.so")))
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


def requests(calls: list[RecordedCall]) -> dict[int, list[bytes]]:
    """By command, each once: a host may keep the answers of some."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for each in calls:
        if each.direction == TO_LIBRARY and each.request not in found[each.command]:
            found[each.command].append(each.request)
    return dict(found)


OURS = {"ours.txt": ("cpp_library", "-DDECLARES"), "ours_go.txt": ("go_library",)}


@pytest.mark.parametrize("name", [pytest.param(name, marks=deep_if("go" in name)) for name in OURS])
def test_ours(name: str, request: pytest.FixtureRequest, ray_session: None, tmp_path: Path) -> None:  # noqa: ARG001
    """All that our host and our library say to each other; to a Go library, what it is told of failed objects."""
    library, *flags = OURS[name]
    tap = record.build_tap(tmp_path, request.getfixturevalue(library), *flags)
    out, address = tmp_path / "record", ray.get_runtime_context().gcs_address
    command = [sys.executable, "-m", "tests.interop.recorded.record_ours", tap, address, out]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=250)
    assert done.returncode == 0, done.stderr[-5000:]
    said = read(out)
    if name == "ours_go.txt":
        said = [each for each in said if (each.direction, each.command) == (TO_PYTHON, 6) and each.code != 0]
    file = record.HERE / name
    if request.config.getoption("--accept"):
        file.write_text("".join(f"{line(each)}\n" for each in said))
    recorded = read(file)
    for now, before in zip(said, recorded, strict=False):
        assert now == before, "write it anew, if that is meant: pytest --accept"
    assert len(said) == len(recorded)


def line(each: RecordedCall) -> str:
    data = (part.hex() or "-" for part in (each.request, each.answer))
    return " ".join([each.direction, *map(str, (each.command, each.index, each.code)), *data])


def test_every_command_of_ours_is_recorded() -> None:
    said = read(record.HERE / "ours.txt")
    assert {each.command for each in said if each.direction == TO_LIBRARY} == {*range(8), 64, 65, 66}
    assert {each.command for each in said if each.direction == TO_PYTHON} == {*range(17), 64, 65, 66}
