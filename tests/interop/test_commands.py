"""Commands 5-16: what a library asks of Ray, sent byte for byte as the library does."""

from __future__ import annotations

import asyncio
import concurrent.futures
import os

import goray
import pytest
import ray
from goray import App
from gorayffi.consts import ErrCode, Go2PyCmd

from tests.interop.peer import Failed, Peer, Ref

NEVER = {"num_cpus": 1000}
"""Of a task that never runs: one that Ray is about to start it may run in spite of a cancel (its issue 54260)."""


@goray.remote(num_cpus=0.5)
def square(x: int) -> int:
    return x * x


@goray.remote
def raise_value_error(text: str) -> None:
    raise ValueError(text)


@goray.remote(num_cpus=0)
def join(*args: object) -> str:
    return ",".join(map(str, args))


@goray.remote(num_returns=2)
def two() -> tuple[int, int]:
    return 1, 2


@goray.remote
def unpackable() -> object:
    return object()


@goray.local
def only_local() -> int:
    return 1


@goray.remote(max_restarts=1, num_cpus=0.25)
class Storage:
    def __init__(self, **_: object) -> None:
        self.kv: dict[str, object] = {}

    def put(self, key: str, value: object) -> None:
        self.kv[key] = value

    async def get(self, key: str) -> object:
        await asyncio.sleep(0)
        return self.kv.get(key)

    def fail(self) -> None:
        raise KeyError("gone")

    def cpus(self) -> float:
        return ray.get_runtime_context().get_assigned_resources()["CPU"]


@ray.remote
class Plain:
    def double(self, x: int) -> int:
        return 2 * x

    def fail(self) -> None:
        raise KeyError("gone")


@pytest.fixture
def peer(app: App) -> Peer:
    return Peer(app)


def test_task(peer: Peer) -> None:
    assert peer.get(peer.task("Hello", "World")) == "Hello World"
    assert peer.get(peer.task("Nothing")) is None
    assert peer.get(peer.task("Hello", "World", num_cpus=2)) == "Hello World"


def test_python_task(peer: Peer) -> None:
    assert peer.get(peer.python_task("square", 8)) == 64
    assert peer.get(peer.python_task("join")) == ""


def test_refs_at_64_positions(peer: Peer) -> None:
    args = [peer.python_task("square", i) if i % 3 == 0 else i for i in range(64)]
    wanted = [i * i if i % 3 == 0 else i for i in range(64)]
    assert peer.get(peer.task("Echo", *args)) == wanted
    assert peer.get(peer.python_task("join", *args)) == ",".join(map(str, wanted))


def test_a_ref_serves_many_calls_until_it_is_released(peer: Peer) -> None:
    ref = peer.put("you")
    assert peer.get(peer.task("Echo", ref, ref)) == ["you", "you"]
    assert peer.get(ref) == "you"
    peer.release(ref)
    for use in (lambda: peer.get(ref), lambda: peer.release(ref), lambda: peer.task("Hello", ref)):
        with pytest.raises(Failed, match=f"no object ref {ref.id} in this process") as failed:
            use()
        assert failed.value.code == ErrCode.ObjectRefNotFound


def test_auto_release(peer: Peer) -> None:
    ref = peer.put("you")
    assert peer.get(peer.task("Hello", Ref(ref.id, auto_release=True))) == "Hello you"
    with pytest.raises(Failed, match="no object ref"):
        peer.get(ref)
    ref = peer.put("you")
    assert peer.get(ref, auto_release=True) == "you"
    with pytest.raises(Failed, match="no object ref"):
        peer.get(ref)


def test_a_call_that_is_not_submitted_releases_nothing(peer: Peer) -> None:
    ref = peer.put("you")
    with pytest.raises(Failed, match="no option 'num_cpu'"):
        peer.task("Hello", Ref(ref.id, auto_release=True), num_cpu=1)
    assert peer.get(ref) == "you"


def test_a_failed_get_releases_too(peer: Peer) -> None:
    name = f"fails {peer.app.path}"
    kept = Plain.options(name=name).remote()
    actor = peer.json(Go2PyCmd.CMD_GET_ACTOR, name=name)["py_local_id"]
    for ref in (peer.task("Divide", 1, 0), peer.method(actor, "fail")):  # a failed result, and an exception of Ray
        with pytest.raises(Failed, match=r"divi|KeyError: 'gone'"):
            peer.get(ref, auto_release=True)
        with pytest.raises(Failed, match="no object ref"):
            peer.get(ref)
    del kept


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 3_000_000])
def test_put(peer: Peer, size: int) -> None:
    value = os.urandom(size)
    ref = peer.put(value)
    assert peer.get(ref) == value
    assert peer.get(peer.task("Echo", ref)) == [value]


def test_python_failure_has_type_message_and_traceback(peer: Peer) -> None:
    with pytest.raises(Failed) as failed:
        peer.get(peer.python_task("raise_value_error", "so bad"))
    assert failed.value.code == ErrCode.Failed
    text = str(failed.value)
    assert text.startswith("ValueError: so bad\n\nTraceback (most recent call last):\n")
    assert "in raise_value_error" in text
    assert "_worker.py" not in text


def test_failed_argument_is_named(peer: Peer) -> None:
    broken = peer.python_task("raise_value_error", "so bad")
    for name, call in (("join", peer.python_task("join", 0, broken)), ("Echo", peer.task("Echo", 0, broken))):
        with pytest.raises(Failed, match=f"{name} did not run: its argument's task raise_value_error failed: so bad"):
            peer.get(call)


def test_result_that_cannot_cross(peer: Peer) -> None:
    with pytest.raises(Failed, match=r"the result of unpackable\(\) cannot be sent to a library: 'object'"):
        peer.get(peer.python_task("unpackable"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sqare", r"no Python task 'sqare'. Did you mean 'square'\?"),
        ("only_local", "'only_local' is @goray.local; to call it on Ray decorate it with @goray.remote"),
        ("two", "two: num_returns=2 is not supported"),
    ],
)
def test_python_task_that_cannot_be_called(peer: Peer, name: str, text: str) -> None:
    with pytest.raises(Failed, match=text):
        peer.python_task(name)


def test_timeout_keeps_the_ref(peer: Peer) -> None:
    never = peer.task("Nothing", **NEVER)
    with pytest.raises(Failed, match=r"not ready within 0\.01 s") as failed:
        peer.get(never, 0.01, auto_release=True)
    assert failed.value.code == ErrCode.Timeout
    peer.json(Go2PyCmd.CMD_CANCEL_OBJECT, object_ref_local_id=never.id)
    with pytest.raises(Failed) as failed:
        peer.get(never)
    assert failed.value.code == ErrCode.Cancelled


def test_wait(peer: Peer) -> None:
    refs = [peer.task("Nothing", **NEVER), peer.task("Nothing"), peer.put(1)]
    ids = [ref.id for ref in refs]
    assert peer.json(Go2PyCmd.CMD_WAIT_OBJECT, object_ref_local_ids=ids, num_returns=2) == [[1, 2], [0]]
    assert peer.json(Go2PyCmd.CMD_WAIT_OBJECT, object_ref_local_ids=ids, num_returns=3, timeout=0.01) == [[1, 2], [0]]
    with pytest.raises(Failed, match="occurs twice"):
        peer.json(Go2PyCmd.CMD_WAIT_OBJECT, object_ref_local_ids=[ids[0], ids[0]], num_returns=1)
    peer.json(Go2PyCmd.CMD_CANCEL_OBJECT, object_ref_local_id=ids[0])


def test_actor(peer: Peer) -> None:
    counter = peer.actor("Counter", peer.python_task("square", 6))
    assert peer.get(peer.method(counter, "Incr", 1)) == 37
    assert peer.get(peer.method(counter, "Incr", peer.put(5))) == 42
    with pytest.raises(Failed, match=r"the actor Go.Counter has no method 'Inc'. Did you mean 'Incr'\?"):
        peer.method(counter, "Inc", 1)


def test_python_actor(peer: Peer) -> None:
    storage = peer.python_actor("Storage", name=f"storage {peer.app.path}")
    peer.get(peer.method(storage, "put", "key", peer.task("Hello", "you")))  # asyncio keeps no order
    assert peer.get(peer.method(storage, "get", "key")) == "Hello you"
    with pytest.raises(Failed, match="KeyError: 'gone'"):
        peer.get(peer.method(storage, "fail"))
    native = ray.get_actor(f"storage {peer.app.path}")
    assert ray.get(native.get.remote("key")) == "Hello you"


def test_options_of_the_decorator_and_of_the_call(peer: Peer) -> None:
    storage = peer.python_actor("Storage", name=f"restarts {peer.app.path}")
    assert peer.get(peer.method(storage, "get", "key")) is None
    assert ray.get(ray.get_actor(f"restarts {peer.app.path}").cpus.remote()) == 0.25
    peer.json(Go2PyCmd.CMD_KILL_ACTOR, goray_py_local_actor_id=storage, no_restart=False)
    assert peer.get(peer.method(storage, "get", "key", max_task_retries=-1)) is None


def test_kill(peer: Peer) -> None:
    counter = peer.actor("Counter", 0)
    assert peer.get(peer.method(counter, "Incr", 1)) == 1
    peer.json(Go2PyCmd.CMD_KILL_ACTOR, goray_py_local_actor_id=counter, no_restart=True)
    with pytest.raises(Failed, match="ActorDiedError"):
        call_until_it_fails(peer, counter)


def call_until_it_fails(peer: Peer, counter: int) -> None:
    """`ray.kill()` does not wait: calls may still be answered for a while."""
    while True:
        peer.get(peer.method(counter, "Incr", 1))


def test_get_actor(peer: Peer) -> None:
    name = f"got {peer.app.path}"
    peer.actor("Counter", 1, name=name)
    answer = peer.json(Go2PyCmd.CMD_GET_ACTOR, name=name)
    assert (answer["actor_type_name"], answer["is_golang_actor"]) == ("Counter", True)
    assert peer.get(peer.method(answer["py_local_id"], "Incr", 1)) == 2
    with pytest.raises(Failed, match="nobody"):
        peer.json(Go2PyCmd.CMD_GET_ACTOR, name="nobody")


def test_get_actor_of_plain_python(peer: Peer) -> None:
    name = f"plain {peer.app.path}"
    kept = Plain.options(name=name).remote()
    answer = peer.json(Go2PyCmd.CMD_GET_ACTOR, name=name)
    assert (answer["actor_type_name"], answer["is_golang_actor"]) == ("Plain", False)
    actor = answer["py_local_id"]
    assert peer.get(peer.method(actor, "double", peer.python_task("square", 3))) == 18
    assert peer.get(peer.task("Echo", peer.method(actor, "double", 2), 1)) == [4, 1]
    with pytest.raises(Failed, match="KeyError: 'gone'"):
        peer.get(peer.method(actor, "fail"))
    with pytest.raises(Failed, match=r"the actor Plain has no method 'doubl'. Did you mean 'double'\?"):
        peer.method(actor, "doubl", 1)
    del kept


def test_ids_from_many_threads(peer: Peer) -> None:
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        refs = list(pool.map(peer.put, range(500)))
        assert len({ref.id for ref in refs}) == 500
        assert list(pool.map(peer.get, refs)) == list(range(500))
        list(pool.map(peer.release, refs))
