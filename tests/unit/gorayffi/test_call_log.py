"""The call log: each call across the boundary, in both directions, is one line of a fixed form."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable

import gorayffi
import pytest
from gorayffi.consts import Go2PyCmd, Py2GoCmd
from gorayffi.funccall import pack_bytes_units

RunPython = Callable[..., subprocess.CompletedProcess[str]]
LINE = re.compile(r"\[DEBUG \d{6} [\d:]{8} gorayffi \w+:\d+\] (.*), \d+\.\d us")


def logged(run_python: RunPython, code: str) -> list[str]:
    """What `code` writes to the log, without times."""
    done = run_python(code, GORAY_DEBUG_LOGGING="1")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if "] load " not in line]
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), done.stderr
    return [line[1] for line in found if line]


def test_calls_of_the_library(run_python: RunPython) -> None:
    code = """
library = gorayffi.load_library(PEER, {})
commander = gorayffi.cmds.GoCommander(library.execute, library)
gorayffi.Function(library, 4, "args", ["a"], {})(a=1)
gorayffi.Function(library, 6, "args", ["a"], {}).call_on(9, 1)
library.call(4, 0, "args", (1, 2))
library.call_encoded(4, 0, "args", b"\\x01\\x02\\x03", [], [])
library.execute(4, 0, gorayffi.funccall.pack_bytes_units([b"args", b"\\x01"]))
library.call_encoded(4, 0, "code 5", b"", [], [])
commander.get_golang_tasks_info()
commander.get_golang_actor_methods("Box")
commander.close_actor(commander.new_golang_actor("Box", b"", []))
"""
    assert logged(run_python, code) == [
        "-> CMD_RUN_TASK 'args' 21 B -> 1 B, code 0",
        "-> CMD_ACTOR_METHOD_CALL 'args' #9 21 B -> 1 B, code 0",
        "-> CMD_RUN_TASK 'args' 22 B -> 2 B, code 0",
        "-> CMD_RUN_TASK 'args' 23 B -> 3 B, code 0",
        "-> CMD_RUN_TASK 'args' 21 B -> 1 B, code 0",
        "-> CMD_RUN_TASK 'code 5' 22 B -> 0 B, code 5",
        "-> CMD_GET_TASK_ACTOR_LIST 0 B -> 19 B, code 0",
        "-> CMD_GET_ACTOR_METHODS 'Box' 3 B -> 25 B, code 0",
        "-> CMD_NEW_ACTOR 'Box' 19 B -> 1 B, code 0",
        "-> CMD_CLOSE_ACTOR #7 0 B -> 0 B, code 0",
    ]


TABLES = (-1).to_bytes(8, "little", signed=True) + b"\1\0\0\0" + b"\0" + (7).to_bytes(8, "little") + bytes(4)
TABLES += b"\2\0\0\0" + b"\1" + (8).to_bytes(8, "little") + b"\0" + (9).to_bytes(8, "little")


@pytest.mark.parametrize(
    ("command", "index", "units", "about"),
    [
        (Py2GoCmd.CMD_RUN_TASK, 0, [b"Add", b"\1", TABLES], " 'Add' #7 #8 #9"),
        (Py2GoCmd.CMD_RUN_TASK, 0, [b"Add", b"\1", bytes(9)], " 'Add'"),
        (Py2GoCmd.CMD_ACTOR_METHOD_CALL, 5, [b"Get", b"", TABLES], " 'Get' #5 #7 #8 #9"),
        (Py2GoCmd.CMD_RUN_TASK_AT, 3, [b"\1", TABLES], " #7 #8 #9"),
        (Py2GoCmd.CMD_ACTOR_METHOD_CALL_AT, 3 | 5 << 22, [b"\1", TABLES], " #5 #7 #8 #9"),
    ],
)
def test_what_a_call_of_the_library_is_about(
    caplog: pytest.LogCaptureFixture, command: Py2GoCmd, index: int, units: list[bytes], about: str
) -> None:
    data = pack_bytes_units(units)
    with caplog.at_level("DEBUG", "gorayffi"):
        gorayffi.call_log.log("->", command | index << 10, "", memoryview(data), 8, 6, 0.25)
    assert caplog.messages == [f"-> {command.name}{about} {len(data)} B -> 8 B, code 6, 250000.0 us"]


def test_calls_of_python_also_those_that_fail(run_python: RunPython) -> None:
    code = """
library = gorayffi.load_library(PEER, {0: lambda data: (data + b"!", 0), 6: lambda data: 1 / 0})
library.call_encoded(4, 0, "callback 0", b"ab", [], [])
library.call_encoded(4, 0, "callback 6", b"[12, -1, false]", [], [])
library.call_encoded(4, 0, "callback 7", b"", [], [])
"""
    told = [re.sub(r"\d+ B, code 1", "N B, code 1", line) for line in logged(run_python, code)]
    assert [line for line in told if line.startswith("<-")] == [
        "<- CMD_EXECUTE_PY_LOCAL_TASK (malformed) 2 B -> 3 B, code 0",
        "<- CMD_GET_OBJECT #12 15 B -> N B, code 1",
        "<- CMD_PUT_OBJECT 0 B -> N B, code 1",
    ]


ENTRIES = b"\0" + (4).to_bytes(8, "little") + b"\1" + (5).to_bytes(8, "little")


def call(*entries: bytes, **options: object) -> bytes:
    return pack_bytes_units([b"x" * 123, json.dumps(options).encode(), *entries])


@pytest.mark.parametrize(
    ("command", "data", "about"),
    [
        (Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, call(goray_task_name="main"), " 'main'"),
        (Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, call(func_code="import os\nasync def up(x):\n  def no(): 0"), " 'up'"),
        (Go2PyCmd.CMD_NEW_CLASS_INSTANCE, call(goray_actor_type_name="Storage"), " 'Storage'"),
        (Go2PyCmd.CMD_LOCAL_METHOD_CALL, call(goray_task_name="get", goray_py_local_actor_id=3), " 'get' #3"),
        (Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE, b'{"goray_py_local_actor_id": 3}', " #3"),
        (Go2PyCmd.CMD_EXECUTE_REMOTE_TASK, call(name="shown", goray_task_name="Hello", num_cpus=2), " 'Hello'"),
        (Go2PyCmd.CMD_GET_OBJECT, b"[5, 0.5, false]", " #5"),
        (Go2PyCmd.CMD_PUT_OBJECT, b"\x01", ""),
        (Go2PyCmd.CMD_WAIT_OBJECT, b'{"object_ref_local_ids": [1, 2], "num_returns": 1}', " #1 #2"),
        (Go2PyCmd.CMD_CANCEL_OBJECT, b'{"object_ref_local_id": 4, "force": false}', " #4"),
        (Go2PyCmd.CMD_RELEASE_OBJECT, (258).to_bytes(8, "little"), " #258"),
        (Go2PyCmd.CMD_NEW_ACTOR, call(goray_actor_type_name="Counter", name="c1"), " 'Counter'"),
        (Go2PyCmd.CMD_NEW_PY_ACTOR, call(goray_actor_type_name="Storage"), " 'Storage'"),
        (Go2PyCmd.CMD_ACTOR_METHOD_CALL, call(goray_task_name="put", goray_py_local_actor_id=1), " 'put' #1"),
        (Go2PyCmd.CMD_KILL_ACTOR, b'{"goray_py_local_actor_id": 1, "no_restart": true}', " #1"),
        (Go2PyCmd.CMD_GET_ACTOR, b'{"name": "c1", "namespace": "n"}', " 'c1'"),
        (Go2PyCmd.CMD_EXECUTE_PY_REMOTE_TASK, call(task_name="square", name="shown"), " 'square'"),
        (Go2PyCmd.CMD_RELEASE_ACTOR, (3).to_bytes(8, "little"), " #3"),
        (Go2PyCmd.CMD_KEEP, ENTRIES, " #4 #5"),
        (Go2PyCmd.CMD_PUT_WITH_REFERENCES, pack_bytes_units([b"\x01", ENTRIES]), " #4 #5"),
        (Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, call(ENTRIES, goray_task_name="main"), " 'main' #4 #5"),
    ],
)
def test_what_a_call_of_python_is_about(
    caplog: pytest.LogCaptureFixture, command: Go2PyCmd, data: bytes, about: str
) -> None:
    with caplog.at_level("DEBUG", "gorayffi"):
        gorayffi.call_log.log("<-", command, "", memoryview(data), 8, 0, 0.25)
    assert caplog.messages == [f"<- {command.name}{about} {len(data)} B -> 8 B, code 0, 250000.0 us"]


def test_an_unknown_command_has_its_number(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "gorayffi"):
        gorayffi.call_log.log("->", 99 | 7 << 10, "", memoryview(b""), 0, 1, 0)
        gorayffi.call_log.log("->", Py2GoCmd.CMD_CLOSE_ACTOR | 7 << 10, "", memoryview(b""), 0, 0, 0)
    assert caplog.messages == [
        "-> command 99 0 B -> 0 B, code 1, 0.0 us",
        "-> CMD_CLOSE_ACTOR #7 0 B -> 0 B, code 0, 0.0 us",
    ]


def test_without_the_variable_nothing_is_written(run_python: RunPython) -> None:
    done = run_python("gorayffi.load_library(PEER, {}).call(4, 0, 'args', ())")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
