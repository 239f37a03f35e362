"""`GoCommander` and the actors on it: by the fast way of a `Library`, and by a bare `execute` function."""

from __future__ import annotations

import copy
import gc
import logging
import pickle
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from gorayffi import NativeError, ProtocolError
from gorayffi.actor import CallerLang, GoActor, GolangLocalActor
from gorayffi.cmds import GoCommander


@pytest.fixture(params=["library", "execute"])
def app(request: pytest.FixtureRequest, fake_library_path: Path) -> GoCommander:
    library = gorayffi.load_library(fake_library_path, {})
    return GoCommander(library.execute, library if request.param == "library" else None)


def answering(data: bytes, code: int = 0) -> GoCommander:
    return GoCommander(lambda _command, _index, _data: (data, code))


def test_what_an_app_tells_of_itself(app: GoCommander) -> None:
    assert app.get_golang_tasks_info() == (["args"], ["Box"])
    assert app.get_golang_actor_methods("Box") == ["args", "box", "code 1"]
    assert app.get_init_options() == {"num_cpus": 2}
    assert app.start_driver() == ("7", 0)


def test_an_unknown_actor_is_an_error(app: GoCommander) -> None:
    with pytest.raises(NativeError, match="no actor Nobody"):
        app.get_golang_actor_methods("Nobody")


@pytest.mark.parametrize("args", [(), (1,), (1, "a", None)], ids=repr)
def test_a_task(app: GoCommander, args: tuple[Any, ...]) -> None:
    assert app.call_golang_func("args", args) == (None if not args else args[0] if len(args) == 1 else list(args))


def test_a_failing_task(app: GoCommander) -> None:
    with pytest.raises(NativeError, match="no such word: nonsense"):
        app.call_golang_func("nonsense", ())


def test_raw_calls_give_bytes_and_code(app: GoCommander) -> None:
    assert app.raw_call_golang_func("code 3", b"text", []) == (b"text", 3)
    assert app.raw_call_golang_func("args", b"", [0], (b"why", 2)) == (
        b"the task for argument 0 of args() failed: why",
        2,
    )
    assert app.raw_call_golang_method(5, "request", b"", []) == (b"6 5", 0)


def test_an_actor_from_making_to_closing(app: GoCommander) -> None:
    actor = app.new_golang_actor("Box", b"", [])
    assert app.call_golang_method(actor, "box", ()) is None
    assert app.close_actor(actor) == ("", 0)
    assert app.close_actor(actor) == ("closed before", 1)


def test_an_actor_whose_argument_failed_is_not_made(app: GoCommander) -> None:
    with pytest.raises(gorayffi.errors.NativeCancelledError, match=r"argument 0 of Box\(\) failed: why"):
        app.new_golang_actor("Box", b"", [0], (b"why", 3))


def test_an_actor_needs_an_id() -> None:
    with pytest.raises(ProtocolError, match=r"Box\(\) answered with b'x' instead of an actor's id"):
        answering(b"x").new_golang_actor("Box", b"", [])


def test_an_answer_that_is_no_json_is_named() -> None:
    with pytest.raises(ProtocolError, match="CMD_GET_INIT_OPTIONS is not JSON"):
        answering(b"{").get_init_options()


def test_an_answer_cut_short_is_refused() -> None:
    with pytest.raises(ProtocolError, match="ends too early"):
        answering(b"\x01\x92").call_golang_func("f", ())


def test_go_actor_takes_arguments_of_either_language(app: GoCommander) -> None:
    native = GoActor(app, "Box", CallerLang.Python, b"", [], 1, "a")
    encoded = GoActor(app, "Box", CallerLang.Golang, b"\x01", [1], (b"\x02", 0))
    assert native.go_instance_index != encoded.go_instance_index
    assert native.call_method_with_native_args("args", 1, 2) == [1, 2]
    assert native.call_method_with_encoded_args("args", b"\x01", []) == (b"\x01", 0)


def test_a_local_actor_has_its_methods(app: GoCommander) -> None:
    actor = GolangLocalActor(app, "Box")
    assert actor.args(1) == 1
    assert "args" in dir(actor)
    assert repr(actor).startswith("<GolangLocalActor Box id=")
    with pytest.raises(AttributeError, match=r"the actor Box has no method 'arg'\. Did you mean 'args'\?"):
        actor.arg()


def test_a_local_actor_is_closed_when_it_goes(app: GoCommander) -> None:
    actor = GolangLocalActor(app, "Box")
    index = int(repr(actor).split("=")[1].rstrip(">"))
    del actor
    gc.collect()
    assert app.close_actor(index) == ("closed before", 1)


@pytest.mark.parametrize("leave", [copy.copy, copy.deepcopy, pickle.dumps], ids=lambda function: function.__name__)
def test_a_local_actor_stays_where_it_is(app: GoCommander, leave: Any) -> None:
    with pytest.raises(TypeError, match="the local actor Box cannot leave its process"):
        leave(GolangLocalActor(app, "Box"))


def test_a_local_actor_that_was_never_made_goes_quietly(app: GoCommander, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(NativeError):
        GolangLocalActor(app, "Nobody")
    gc.collect()
    assert caplog.records == []


def test_constants_are_goray_s() -> None:
    from gorayffi import consts

    assert [command.name for command in consts.Py2GoCmd][4] == "CMD_RUN_TASK"
    assert consts.Go2PyCmd.CMD_EXECUTE_PY_REMOTE_TASK == 16
    assert consts.ErrCode.GolangPanic == 5
    assert consts.GORAY_PY_MUDULE_PATH_ENV == "GORAY_PY_MUDULE_PATH"
