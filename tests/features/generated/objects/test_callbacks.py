"""Functions of Python's that C++ calls; `tests/golden/callbacks/app.h` is the app."""

from __future__ import annotations

import datetime
import functools
import gc
import subprocess
import sys
import textwrap
import threading
import traceback
import weakref
from collections.abc import Iterator
from typing import Any

import goray
import gorayffi
import numpy as np
import pytest
from gorayffi import raised

from tests.features.generated.conftest import PACKAGES


def library_path() -> str:
    import callbacks

    app: Any = vars(callbacks)["_app"]
    return str(app.path)


def held() -> int:
    """How many callables the library holds."""
    from goray._library.loaded import library_at

    return len(library_at(library_path()).handles.instances)


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Neither a callable nor an exception is kept longer than somebody needs it."""
    import callbacks

    callbacks.tasks.Forget()
    before = held(), raised.count()
    yield
    callbacks.tasks.Forget()
    gc.collect()
    assert (held(), raised.count()) == before


class BrokenError(Exception):
    """With a constructor of its own."""

    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


def test_arguments_and_results_cross_as_everywhere() -> None:
    import callbacks

    tasks = callbacks.tasks
    assert tasks.Integrate(lambda x: 2 * x, 0, 3) == pytest.approx(9)
    assert tasks.Where(10, lambda i: i % 3 == 0) == [0, 3, 6, 9]
    assert tasks.Replace("abcdef", str.upper) == "ABCDEF"
    assert tasks.Sum(sum) == 4
    assert tasks.Which(lambda: 5) == "5"
    assert tasks.Which("text") == "text"
    assert tasks.Which("is ", lambda color: color.name) == "is kGreen"
    assert tasks.Which(text="is ", name=lambda color: color.name) == "is kGreen"


@pytest.mark.parametrize("function", [abs, functools.partial(pow, exp=1), np.abs, float])
def test_whatever_python_can_call(function: Any) -> None:
    import callbacks

    assert callbacks.tasks.Integrate(function, 0, 2) == pytest.approx(2)


def test_an_object_that_can_be_called() -> None:
    import callbacks

    class Doubled:
        def __call__(self, x: float) -> float:
            return 2 * x

        def method(self, x: float) -> float:
            return x / 2

    assert callbacks.tasks.Integrate(Doubled(), 0, 2) == pytest.approx(4)
    assert callbacks.tasks.Integrate(Doubled().method, 0, 2) == pytest.approx(1)


def test_arguments_have_the_types_of_results() -> None:
    import callbacks

    seen: list[Any] = []

    def at(stop: callbacks.Stop) -> callbacks.Stop | None:
        seen.append(stop["color"])
        return None if stop["name"] == "b" else {**stop, "color": callbacks.Color.kGreen}

    stops: list[callbacks.Stop] = [
        {"name": name, "place": {"x": 1, "y": 2}, "color": callbacks.Color.kRed} for name in "ab"
    ]
    changed = callbacks.tasks.Visit(stops, at=at)
    assert changed == [{"name": "a", "place": {"x": 1, "y": 2}, "color": callbacks.Color.kGreen}]
    assert all(type(color) is callbacks.Color for color in seen)
    assert len(seen) == 2

    given: list[Any] = []

    def mix(color: callbacks.Color, named: dict[str, callbacks.Color]) -> callbacks.Color:
        given.extend([color, named])
        return named["red"]

    assert callbacks.tasks.Mix(mix) is callbacks.Color.kRed
    assert given == [callbacks.Color.kGreen, {"red": callbacks.Color.kRed}]
    assert type(given[0]) is type(given[1]["red"]) is callbacks.Color

    def wait(time: datetime.timedelta, pair: tuple[int, str]) -> datetime.timedelta:
        given.append(pair)
        return 2 * time

    assert callbacks.tasks.Wait(wait=wait) == datetime.timedelta(seconds=3)
    assert given[-1] == (1, "one")


def test_arrays_and_objects_of_cpp_are_arguments() -> None:
    import callbacks

    shapes: list[Any] = []

    def total(numbers: Any) -> float:
        shapes.append((type(numbers), numbers.shape))
        return float(numbers.sum())

    assert callbacks.tasks.SumOf(total) == 4.5
    assert shapes == [(np.ndarray, (2, 2))]
    assert callbacks.tasks.WithIndex(lambda index: index) == 2


def test_what_python_returns_for_void_is_ignored() -> None:
    import callbacks

    seen: list[int] = []
    callbacks.tasks.ForEach(3, seen.append)
    assert seen == [0, 1, 2]
    callbacks.tasks.ForEach(1, lambda _: object())
    callbacks.tasks.ForEach(1)  # C++ has a default


@pytest.mark.parametrize("wrong", [5, None, "text", [abs]])
def test_what_python_cannot_call_is_refused(wrong: Any) -> None:
    import callbacks

    with pytest.raises(TypeError, match=r"^Where\(\) argument 'wanted': expected a callable, got "):
        callbacks.tasks.Where(1, wrong)
    with pytest.raises(TypeError, match=r"^Mix\(\) argument 'with_': expected a callable, got "):
        callbacks.tasks.Mix(wrong)


def test_a_callable_is_refused_elsewhere() -> None:
    import callbacks

    function: Any = print
    with pytest.raises(TypeError, match=r"^Where\(\) argument 'count': expected int, got a callable"):
        callbacks.tasks.Where(function, lambda _: True)


def test_a_wrong_result_says_what_is_expected() -> None:
    import callbacks

    text: Any = "yes"
    with pytest.raises(TypeError, match="callback: its result: expected bool, got str"):
        callbacks.tasks.Where(1, lambda _: text)
    with pytest.raises(OverflowError, match="callback: its result: "):
        callbacks.tasks.InThreads(1, lambda _: 2**63)
    with pytest.raises(TypeError, match=r"the result of .*<lambda>\(\) cannot be sent to the library"):
        callbacks.tasks.Where(1, lambda _: object())  # pyright: ignore[reportArgumentType]


def test_an_exception_comes_out_as_itself() -> None:
    import callbacks

    error = BrokenError(7)

    def fail(_: int) -> bool:
        raise error

    with pytest.raises(BrokenError) as caught:
        callbacks.tasks.Where(3, fail)
    assert caught.value is error
    assert error.code == 7
    names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    assert names[0] == "test_an_exception_comes_out_as_itself"
    assert names[-1] == "fail"


def test_an_exception_passes_several_calls() -> None:
    import callbacks

    error = BrokenError(1)

    def fail(_: int) -> bool:
        raise error

    with pytest.raises(BrokenError) as caught:
        callbacks.tasks.Where(1, lambda _: bool(callbacks.tasks.Where(1, fail)))
    assert caught.value is error


def test_cpp_may_catch_it() -> None:
    import callbacks

    def fail() -> None:
        raise BrokenError(3)

    assert callbacks.tasks.Caught(fail) == "BrokenError: code 3"
    assert callbacks.tasks.Caught(lambda: None) == "nothing"


def test_it_is_the_cause_of_what_cpp_makes_of_it() -> None:
    import callbacks

    error = BrokenError(4)

    def fail() -> None:
        raise error

    with pytest.raises(gorayffi.NativeError, match="nothing is left") as caught:
        callbacks.tasks.Nested(fail)
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interruption_ends_the_call(error: type[BaseException]) -> None:
    import callbacks

    def interrupt() -> None:
        raise error

    with pytest.raises(error):
        callbacks.tasks.Caught(interrupt)


def test_threads_of_cpp_call_it() -> None:
    import callbacks

    threads: set[int] = set()

    def same(value: int) -> int:
        threads.add(threading.get_ident())
        return value

    assert callbacks.tasks.InThreads(8, same) == 28
    assert threading.get_ident() not in threads

    error = BrokenError(5)

    def fail(_: int) -> int:
        raise error

    with pytest.raises(BrokenError) as caught:
        callbacks.tasks.InThreads(8, fail)
    assert caught.value is error


def test_a_stream_calls_it() -> None:
    import callbacks

    error = BrokenError(6)

    def square(value: int) -> int:
        if value == 2:
            raise error
        return value * value

    stream = callbacks.tasks.Mapped(5, square)
    assert [next(stream), next(stream)] == [0, 1]
    with pytest.raises(BrokenError) as caught:
        next(stream)
    assert caught.value is error


def test_cpp_may_keep_it() -> None:
    import callbacks

    def double(value: int) -> int:
        return 2 * value

    watch = weakref.ref(double)
    before = held()
    callbacks.tasks.Keep(double)
    del double
    assert callbacks.tasks.CallKept(4) == 8
    assert held() == before + 1
    callbacks.tasks.Forget()
    assert held() == before
    assert watch() is None


def test_an_actor_keeps_it() -> None:
    import callbacks

    seen: list[int] = []
    bell = callbacks.Bell(seen.append)
    bell.Ring(2)
    bell.Replace(lambda i: seen.append(10 + i))
    bell.Ring(1)
    assert seen == [0, 1, 10]
    bell.Drop()

    def same(color: callbacks.Color) -> callbacks.Color:
        assert type(color) is callbacks.Color
        return color

    assert bell.Paint(same) is callbacks.Color.kRed
    assert bell.Paint(with_=same, color=callbacks.Color.kGreen) is callbacks.Color.kGreen


def test_it_may_call_on_when_the_interpreter_ends() -> None:
    program = """
        import callbacks

        class Farewell:
            def __call__(self, value):
                return value

            def __del__(self):
                print("given up")

        callbacks.tasks.Keep(Farewell())
        print(callbacks.tasks.CallKept(2))
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    done = subprocess.run(command, cwd=PACKAGES, text=True, capture_output=True, check=False, timeout=100)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "2"


def test_on_ray_it_is_pickled_and_called_in_the_worker(ray_session: None) -> None:  # noqa: ARG001
    import os

    import callbacks
    import ray

    offset = 3
    assert ray.get(callbacks.tasks.Where.remote(10, lambda i: i > 5 + offset)) == [9]
    assert ray.get(callbacks.tasks.Mix.remote(lambda _, named: named["red"])) is callbacks.Color.kRed
    pid = ray.get(callbacks.tasks.InThreads.remote(1, lambda _: os.getpid()))
    assert pid != os.getpid()
    function = ray.put(abs)
    assert ray.get(callbacks.tasks.Integrate.remote(function, 0, 2)) == pytest.approx(2)
    assert callbacks.tasks.Integrate.map([abs, float], [0, 0], [2, 4]) is not None


def test_on_ray_an_exception_is_that_of_the_task(ray_session: None) -> None:  # noqa: ARG001
    import callbacks
    import ray

    def fail(_: int) -> bool:
        raise ZeroDivisionError("in the worker")

    with pytest.raises(ZeroDivisionError, match="in the worker"):
        ray.get(callbacks.tasks.Where.remote(1, fail))
    with pytest.raises(TypeError, match="expected a callable, got int"):
        ray.get(callbacks.tasks.Where.remote(1, 5))  # pyright: ignore[reportArgumentType]


def test_an_actor_on_ray_keeps_it(ray_session: None) -> None:  # noqa: ARG001
    import callbacks
    import ray

    @ray.remote
    class Log:
        def __init__(self) -> None:
            self.seen: list[int] = []

        def add(self, value: int) -> None:
            self.seen.append(value)

        def all(self) -> list[int]:
            return self.seen

    log: Any = Log.remote()
    bell = callbacks.Bell.remote(lambda i: ray.get(log.add.remote(i)))
    ray.get(bell.Ring.remote(3))
    assert ray.get(log.all.remote()) == [0, 1, 2]


def test_a_value_of_any_type_may_be_one() -> None:
    import opaque

    assert opaque.tasks.Whatever([print, 1]) == [print, 1]


def test_by_name_it_is_the_same() -> None:
    app = goray.App(library_path())
    assert app.run_task("Where", 4, lambda i: i > 1) == [2, 3]
