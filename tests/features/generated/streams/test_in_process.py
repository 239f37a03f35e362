"""Streams in this process; `tests/golden/streams/app.h` is the app."""

from __future__ import annotations

import copy
import gc
import inspect
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import goray
import gorayffi
import numpy as np
import pytest

from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def no_body_is_left() -> Iterator[None]:
    """What Python let go of is destroyed at once, whatever the test did."""
    import streams

    gc.collect()
    before = streams.tasks.Bodies()
    yield
    gc.collect()
    assert streams.tasks.Bodies() == before


def test_a_stream_is_an_iterator() -> None:
    import streams

    stream = streams.tasks.Count(3)
    assert iter(stream) is stream
    assert isinstance(stream, Iterator)
    assert next(stream) == 0
    assert list(stream) == [1, 2]
    assert list(stream) == []
    with pytest.raises(StopIteration):
        next(stream)


def test_arguments_are_those_of_any_call() -> None:
    import streams

    assert list(streams.tasks.Count(n=5, step=2)) == [0, 2, 4]
    assert list(streams.tasks.Count(0)) == []
    with pytest.raises(TypeError, match=r"Count\(\) missing 1 required argument: 'n'"):
        streams.tasks.Count()
    with pytest.raises(TypeError, match=r"Count\(\) argument 'n': expected int, got str"):
        streams.tasks.Count("x")


def test_the_body_runs_when_an_item_is_asked_for() -> None:
    import streams

    before = streams.tasks.Bodies()
    stream = streams.tasks.Count(1)
    assert streams.tasks.Bodies() == before
    assert next(stream) == 0
    assert streams.tasks.Bodies() == before + 1
    assert next(stream, None) is None
    assert streams.tasks.Bodies() == before


def test_items_have_their_python_types() -> None:
    import streams

    assert list(streams.tasks.Words(" a bc ")) == [{"text": "a", "at": 1}, {"text": "bc", "at": 3}]
    levels = list(streams.tasks.Levels())
    assert levels == [(streams.Level.kHigh, "high"), (streams.Level.kLow, None)]
    assert type(levels[0][0]) is streams.Level
    assert list(streams.tasks.Each(1, None, "x", [2])) == [1, None, "x", [2]]
    assert list(streams.tasks.Each()) == []


def test_arguments_live_as_long_as_the_stream() -> None:
    import streams

    text = "words that are longer than what a small string holds"
    data = bytes(range(256)) * 1_000
    words, chunks = streams.tasks.Words(text), streams.tasks.Chunks(data, 100_000)
    sums = streams.tasks.Sums(np.arange(5.0))
    strided = streams.tasks.Sums(np.arange(10.0)[::2])
    gc.collect()
    assert [word["text"] for word in words] == text.split()
    assert b"".join(chunks) == data
    assert list(sums) == [0, 1, 3, 6, 10]
    assert list(strided) == [0, 2, 6, 12, 20]


def test_overloads() -> None:
    import streams

    assert list(streams.tasks.Twice(7)) == [7, 7]
    assert list(streams.tasks.Twice("abc")) == [3, 3]


def test_an_error_comes_at_its_turn_and_is_the_last() -> None:
    import streams

    stream = streams.tasks.Fail(2)
    assert [next(stream), next(stream)] == [0, 1]
    with pytest.raises(ValueError, match="no more") as caught:
        next(stream)
    assert isinstance(caught.value, gorayffi.NativeError)
    assert list(stream) == []


def test_closing_ends_it() -> None:
    import streams

    before = streams.tasks.Bodies()
    with streams.tasks.Forever() as stream:
        assert [next(stream) for _ in range(3)] == [0, 1, 2]
        assert streams.tasks.Bodies() == before + 1
    assert streams.tasks.Bodies() == before
    assert list(stream) == []
    stream.close()
    assert repr(stream) == "<closed stream of Forever>"


def test_a_stream_that_nobody_holds_is_closed() -> None:
    import streams

    before = streams.tasks.Bodies()
    for item in streams.tasks.Forever():
        if item == 3:
            break
    gc.collect()
    assert streams.tasks.Bodies() == before


def test_an_actors_method_gives_a_stream() -> None:
    import streams

    counter = streams.Counter(5)
    first, second = counter.Up(2), counter.Up(1)
    assert list(first) == [6, 7]
    assert list(second) == [8]
    assert counter.Value() == 8


def test_a_stream_keeps_its_actor() -> None:
    import streams

    before = streams.tasks.ClosedCounters()
    counter = streams.Counter(0)
    stream = counter.Up(2)
    assert next(stream) == 1
    counter.close()
    assert streams.tasks.ClosedCounters() == before
    assert list(stream) == [2]
    assert streams.tasks.ClosedCounters() == before + 1


def test_a_body_that_runs_is_stopped_by_a_close() -> None:
    import streams

    stream = streams.tasks.Busy("never")
    before = streams.tasks.Bodies()
    found: list[list[str]] = []
    consumer = threading.Thread(target=lambda: found.append(list(stream)))
    consumer.start()
    while streams.tasks.Bodies() == before:
        pass
    stream.close()
    consumer.join()
    assert found == [[]]


def test_a_signal_ends_a_body_that_asks() -> None:
    import streams

    def too_late(*_: object) -> None:
        raise TimeoutError("too late")

    stream = streams.tasks.Busy("never")
    before = streams.tasks.Bodies()

    def send() -> None:
        while streams.tasks.Bodies() == before:
            pass
        os.kill(os.getpid(), signal.SIGUSR1)

    former = signal.signal(signal.SIGUSR1, too_late)
    sender = threading.Thread(target=send)
    sender.start()
    try:
        with pytest.raises(TimeoutError, match="too late"):
            next(stream)
    finally:
        signal.signal(signal.SIGUSR1, former)
        sender.join()
    assert list(stream) == []
    assert streams.tasks.Bodies() == before


def test_threads_that_help_a_body_see_that_it_is_closed() -> None:
    import streams

    before = streams.tasks.Stopped()
    with streams.tasks.Helped() as stream:
        assert [next(stream), next(stream)] == [0, 1]
        assert streams.tasks.Stopped() == before
    assert streams.tasks.Stopped() == before + 1


def test_one_item_at_a_time() -> None:
    import streams

    stream = streams.tasks.Busy("never")
    before = streams.tasks.Bodies()
    consumer = threading.Thread(target=lambda: list(stream))
    consumer.start()
    while streams.tasks.Bodies() == before:
        pass
    with pytest.raises(ValueError, match=r"Busy\(\) gives an item already"):
        next(stream)
    stream.close()
    consumer.join()


def test_a_stream_stays_in_its_process() -> None:
    import streams

    stream = streams.tasks.Count(2)
    for use in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match=r"the stream of Count\(\) is in this process alone.*\.remote"):
            use(stream)


def test_what_gives_a_stream_has_no_bulk_calls() -> None:
    import streams

    with pytest.raises(TypeError, match=r"streams\.tasks\.Count: it gives a stream, so it has no map\(\)"):
        streams.tasks.Count.map([1])
    with pytest.raises(TypeError, match=r"no vectorize\(\)"):
        streams.tasks.Count.vectorize(np.arange(3))


def test_signatures_and_docs() -> None:
    import streams

    assert inspect.signature(streams.tasks.Count).return_annotation == "Stream[int]"
    assert inspect.signature(streams.tasks.Count.remote).return_annotation == "StreamRefs[int]"
    assert streams.tasks.Count.__doc__ == "The numbers from 0 up to `n`."
    assert repr(streams.tasks.Count(1)) == "<stream of Count>"


@pytest.mark.parametrize(("feature", "words"), [("streams", "streams"), ("coroutines", "coroutines that wait")])
def test_a_library_of_a_version_without_them_says_so(feature: str, words: str) -> None:
    from goray._library.feature import require_feature

    older: Any = SimpleNamespace(path="/lib/libolder.so", declared={"version": "0.0.9", "features": ["references"]})
    with pytest.raises(
        gorayffi.LibraryError, match=rf"libolder\.so was built with goray-cpp 0\.0\.9, which has no {words}: rebuild it"
    ):
        require_feature(older, feature, words)


def test_a_host_that_does_not_know_streams_is_told_so(packages: Path) -> None:
    command = [sys.executable, "-m", "tests.interop.fake_host", packages / "streams" / "libstreams.so", "a stream"]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    code, answer = done.stdout.split()
    assert code == "5"
    assert json.loads(bytes.fromhex(answer))["Message"] == (
        "Count() gives a stream, which the Python that runs this library does not know; "
        "upgrade the Python package goray-cpp to this library's version"
    )


def test_the_string_api(packages: Path) -> None:
    app = goray.App(packages / "streams" / "libstreams.so")
    assert list(app.run_task("Count", 3)) == [0, 1, 2]
    counter = app.new_actor("NewCounter", 5)
    assert list(counter.Up(2)) == [6, 7]
    assert counter.Value() == 7
