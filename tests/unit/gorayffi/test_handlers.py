"""Commands 0-4: a library runs functions, code and classes of this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from gorayffi import NativeError
from gorayffi.cmds import GoCommander
from gorayffi.consts import Go2PyCmd
from gorayffi.funccall import pack_bytes_units


class Storage:
    def __init__(self, start: int = 0) -> None:
        self.value = start

    def add(self, by: int) -> int:
        self.value += by
        return self.value


def fail() -> None:
    raise ValueError("on purpose")


TASKS: dict[str, Any] = {
    "double": lambda x: 2 * x,
    "fail": fail,
    "bad": lambda: object(),
    "all": lambda *args: args,
    "same": lambda x: x,
}


@pytest.fixture
def app(fake_library_path: Path) -> GoCommander:
    return gorayffi.load_go_lib(fake_library_path, gorayffi.handlers.get_handlers(TASKS.get, {"Storage": Storage}.get))


def send(app: GoCommander, command: Go2PyCmd, *args: object, **options: object) -> bytes:
    """What a library would send, through the library and back."""
    data = pack_bytes_units([gorayffi.pack(*args), json.dumps(options).encode()])
    if command == Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE:
        data = json.dumps(options).encode()
    answer, code = app.raw_call_golang_func(f"callback {int(command)}", data, [])
    if code != 0:
        raise gorayffi.errors.from_response(code, answer)
    return answer


def test_a_task(app: GoCommander) -> None:
    assert send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, 21, goray_task_name="double") == b"\x2a"


def test_several_arguments_and_extra_options(app: GoCommander) -> None:
    answer = send(
        app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, 1, "a", goray_task_name="all", go_ray_arg_pos_to_object={}, num_cpus=1
    )
    assert gorayffi.unpack(answer) == [[1, "a"]]


@pytest.mark.parametrize("value", [None, True, 7, -(2**63), 1.5, "né", b"\0\1", [1, "a"], {"a": [None]}])
def test_python_gets_of_a_handler_what_the_library_gets(app: GoCommander, value: object) -> None:
    data = pack_bytes_units([gorayffi.pack(value), b'{"goray_task_name": "same"}'])
    handler = gorayffi.handlers.get_handlers({"same": lambda x: x}.get, {}.get)[0]
    assert handler(data) == (gorayffi.pack(value), 0)
    assert send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, value, goray_task_name="same") == gorayffi.pack(value)


@pytest.mark.parametrize("value", [2**64, "\ud800", [2**64]])
def test_a_result_that_cannot_cross_names_its_function(app: GoCommander, value: object) -> None:
    TASKS["wrong"] = lambda: value
    with pytest.raises(NativeError, match=r"the result of wrong\(\) cannot be sent to the library: "):
        send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, goray_task_name="wrong")


def test_options_are_parsed_once_if_they_are_short(app: GoCommander, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda text: parsed.append(text) or loads(text))
    for more in ("short", "x" * 2000):
        for n in range(3):
            assert send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, n, goray_task_name="double", more=more) == bytes(
                [2 * n]
            )
    assert [len(text) > 1024 for text in parsed] == [False, True, True, True]


def test_bad_options_are_refused_each_time(app: GoCommander) -> None:
    for _ in range(2):
        answer, code = app.raw_call_golang_func("callback 0", pack_bytes_units([b"", b"[]"]), [])
        assert code == 1
        assert b"the options are not a JSON object but b'[]'" in answer


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("missing", "python task missing not found"),
        ("fail", "ValueError: on purpose"),
        ("bad", r"TypeError: the result of bad\(\) cannot be sent to the library: .*'object'"),
    ],
)
def test_a_failing_task_is_told(app: GoCommander, name: str, text: str) -> None:
    with pytest.raises(NativeError, match=text):
        send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, goray_task_name=name)


def test_a_traceback_has_the_user_s_frames_alone(app: GoCommander) -> None:
    with pytest.raises(NativeError) as caught:
        send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, goray_task_name="fail")
    assert "in fail" in str(caught.value)
    assert "handlers.py" not in str(caught.value).replace("test_handlers.py", "")


@pytest.mark.parametrize(
    ("code", "args", "result"),
    [
        ("def f(x): return x + 1", (41,), 42),
        ("import math\nTWO = 2\ndef f(x):\n    return math.sqrt(x) + TWO\n", (4.0,), 4.0),
        ("class Helper:\n    def method(self): return 3\ndef f(): return Helper().method()", (), 3),
        ("def f():\n    def inner(): return 5\n    return inner()", (), 5),
        ("def f(n): return 1 if n < 2 else n * f(n - 1)", (5,), 120),
    ],
)
def test_code(app: GoCommander, code: str, args: tuple[Any, ...], result: Any) -> None:
    assert gorayffi.unpack(send(app, Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, *args, func_code=code)) == [result]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("x = 1", "exactly one function at its top level, but it defines none"),
        ("def f(): pass\ndef g(): pass", "exactly one function at its top level, but it defines f, g"),
        ("def f(:", "SyntaxError"),
        ("def f(): return 1 / 0", "ZeroDivisionError"),
    ],
)
def test_bad_code_is_told(app: GoCommander, code: str, text: str) -> None:
    with pytest.raises(NativeError, match=text):
        send(app, Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, func_code=code)


def test_code_starts_from_nothing_each_time(app: GoCommander) -> None:
    code = "seen = []\ndef f():\n    seen.append(1)\n    return len(seen)"
    assert [send(app, Go2PyCmd.CMD_EXECUTE_PYTHON_CODE, func_code=code) for _ in range(2)] == [b"\x01", b"\x01"]


def test_an_instance_from_making_to_closing(app: GoCommander) -> None:
    answer = send(app, Go2PyCmd.CMD_NEW_CLASS_INSTANCE, 5, goray_actor_type_name="Storage")
    key = {"goray_py_local_actor_id": int.from_bytes(answer, "little")}
    assert len(answer) == 8
    assert send(app, Go2PyCmd.CMD_LOCAL_METHOD_CALL, 2, goray_task_name="add", **key) == b"\x07"
    assert send(app, Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE, **key) == b""
    with pytest.raises(NativeError, match=r"instance .* not found: it was closed"):
        send(app, Go2PyCmd.CMD_LOCAL_METHOD_CALL, 2, goray_task_name="add", **key)
    with pytest.raises(NativeError, match=r"instance .* not found: it was closed"):
        send(app, Go2PyCmd.CMD_CLOSE_CLASS_INSTANCE, **key)


@pytest.mark.parametrize("name", ["__class__", "__reduce__", "_private", "__init__"])
def test_only_public_methods_can_be_called(app: GoCommander, name: str) -> None:
    instance = int.from_bytes(send(app, Go2PyCmd.CMD_NEW_CLASS_INSTANCE, goray_actor_type_name="Storage"), "little")
    with pytest.raises(NativeError, match=rf"method Storage.{name} cannot be called: a name with an underscore"):
        send(app, Go2PyCmd.CMD_LOCAL_METHOD_CALL, goray_task_name=name, goray_py_local_actor_id=instance)
    with pytest.raises(NativeError, match="'Storage' object has no attribute '__call__'"):
        send(app, Go2PyCmd.CMD_LOCAL_METHOD_CALL, goray_task_name="__call__", goray_py_local_actor_id=instance)


class _ParserError(ValueError):
    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"{line}:{column}")


class _Failing:
    def __index__(self) -> int:
        raise _ParserError(1, 2)


def test_an_error_of_a_result_s_own_code_is_kept(app: GoCommander) -> None:
    TASKS["failing"] = _Failing
    with pytest.raises(NativeError, match="failed: _ParserError: 1:2\n"):
        send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, goray_task_name="failing")


def test_a_name_in_a_message_is_short_and_printable(app: GoCommander) -> None:
    with pytest.raises(NativeError, match=r"python task a\\x00b\\nxxx.*xxx\.\.\. not found") as caught:
        send(app, Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK, goray_task_name="a\0b\n" + "x" * 10**6)
    assert len(str(caught.value)) < 2000


def test_an_unknown_class_and_method_are_told(app: GoCommander) -> None:
    with pytest.raises(NativeError, match="class Missing not found"):
        send(app, Go2PyCmd.CMD_NEW_CLASS_INSTANCE, goray_actor_type_name="Missing")
    key = int.from_bytes(send(app, Go2PyCmd.CMD_NEW_CLASS_INSTANCE, goray_actor_type_name="Storage"), "little")
    with pytest.raises(NativeError, match="AttributeError: 'Storage' object has no attribute 'gone'"):
        send(app, Go2PyCmd.CMD_LOCAL_METHOD_CALL, goray_task_name="gone", goray_py_local_actor_id=key)


@pytest.mark.parametrize("command", [0, 1, 2, 3])
def test_a_missing_option_is_named(app: GoCommander, command: int) -> None:
    with pytest.raises(NativeError, match="ProtocolError: the call's options lack '"):
        send(app, Go2PyCmd(command))


@pytest.mark.parametrize("command", [0, 1, 2, 3, 4])
@pytest.mark.parametrize(
    "data", [b"", b"\x01", b"[]", pack_bytes_units([b"", b"", b""]), pack_bytes_units([b"", b"[1]"])]
)
def test_a_broken_message_is_a_protocol_error(app: GoCommander, command: int, data: bytes) -> None:
    answer, code = app.raw_call_golang_func(f"callback {command}", data, [])
    assert code == 1
    assert b"ProtocolError" in answer
