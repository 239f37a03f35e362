"""Objects by ids that nobody can guess: from threads, finalizers, signal handlers and forked children."""

from __future__ import annotations

import gc
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from gorayffi import HandleMap


class EqualToAll:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Thing:
    """Can be weakly referenced."""


@pytest.mark.parametrize("value", [EqualToAll(), None, 0, object()])
def test_any_value_is_kept_until_it_is_popped(value: object) -> None:
    handles = HandleMap()
    handle = handles.insert(value)
    assert handles.get(handle) is value
    assert len(handles) == 1
    assert handles.pop(handle) is value
    assert len(handles) == 0


@pytest.mark.parametrize("method", ["get", "pop"])
@pytest.mark.parametrize("handle", [0, 1, -1, 2**53, 2**64 - 1, 2**64, -(2**70)])
def test_an_id_that_was_never_given_out_is_a_key_error(method: str, handle: int) -> None:
    handles = HandleMap()
    handles.insert("value")
    with pytest.raises(KeyError) as caught:
        getattr(handles, method)(handle)
    assert caught.value.args == (handle,)


def test_a_popped_id_is_unknown() -> None:
    handles = HandleMap()
    handle = handles.insert("a")
    handles.pop(handle)
    for method in (handles.get, handles.pop):
        with pytest.raises(KeyError):
            method(handle)


def test_ids_fit_into_a_double_and_look_random() -> None:
    handles = HandleMap()
    ids = [handles.insert(None) for _ in range(10_000)]
    assert len(set(ids)) == len(ids)
    assert all(0 < handle < 2**53 for handle in ids)
    for bit in range(53):  # each is set in about half of them
        assert 4000 < sum(handle >> bit & 1 for handle in ids) < 6000
    assert not set(ids) & {HandleMap().insert(None) for _ in range(1000)}


def test_it_is_an_owner_of_its_objects_like_any_other() -> None:
    handles, thing = HandleMap(), Thing()
    before = sys.getrefcount(thing)
    handle = handles.insert(thing)
    assert sys.getrefcount(thing) == before + 1
    assert sys.getrefcount(handles.get(handle)) == before + 2
    handles.pop(handle)
    assert sys.getrefcount(thing) == before
    handles.insert(thing)
    del handles
    assert sys.getrefcount(thing) == before


def test_a_ring_through_a_map_is_collected() -> None:
    handles = HandleMap()
    thing: Any = Thing()
    thing.handles = handles
    handles.insert(thing)
    gone = weakref.ref(thing)
    del thing, handles
    gc.collect()
    assert gone() is None


def test_it_does_not_pickle() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(HandleMap())


def test_finalizers_may_use_the_map_that_they_leave() -> None:
    """An object's last reference goes in `pop`, or when the map ends; its finalizer comes back in."""
    handles = HandleMap()
    left: list[int] = []

    class Finalized:
        def __del__(self) -> None:
            left.append(handles.pop(handles.insert("from a finalizer")) and len(handles))

    handles.pop(handles.insert(Finalized()))
    assert left == [0]


def use(handles: HandleMap, times: int) -> None:
    for number in range(times):
        handle = handles.insert([number])
        assert handles.get(handle) == [number]
        assert handles.pop(handle) == [number]


def test_threads_and_the_collector_at_every_allocation() -> None:
    handles = HandleMap()

    class Ring:
        """Garbage whose finalizer uses the map."""

        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            handles.pop(handles.insert(None))

    def work() -> None:
        for _ in range(200):
            Ring()
            use(handles, 5)

    threshold = gc.get_threshold()
    switch = sys.getswitchinterval()
    gc.set_threshold(1)
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        gc.set_threshold(*threshold)
        sys.setswitchinterval(switch)
    gc.collect()
    assert len(handles) == 0


def test_a_signal_handler_may_use_it_at_any_time() -> None:
    handles = HandleMap()
    calls: list[int] = []

    def handler(_number: int, _frame: FrameType | None) -> None:
        use(handles, 1)
        calls.append(1)

    old = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        while len(calls) < 100:
            use(handles, 100)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    assert len(handles) == 0


def test_a_child_forked_while_threads_use_it_can_use_it(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Loading takes the same lock, without the GIL, so a fork can come between."""
    code = """
import threading, warnings
warnings.simplefilter("ignore")
handles = gorayffi.HandleMap()
stop = threading.Event()
gorayffi.load_library(PEER)
def work():
    while not stop.is_set():
        gorayffi.load_library(PEER)
        handles.pop(handles.insert([]))
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for _ in range(200):
    child = os.fork()
    if child == 0:
        __import__("signal").alarm(20)
        for number in range(100):
            assert handles.pop(handles.insert(number)) == number
        os._exit(5)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 5, status
stop.set()
for thread in threads:
    thread.join()
print("done")
"""
    done = run_python(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")
