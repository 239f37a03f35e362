"""`Method` and `Forward`: calls without a Python frame that look as if they were plain Python."""

from __future__ import annotations

import gc
import inspect
import weakref
from typing import Any

import gorayffi
import pytest
from gorayffi import ActorBase, Forward, Function, Method


class Box(ActorBase):
    def request(self, by: int = 1) -> int:
        """Tells what arrives."""
        return by


@pytest.fixture
def box(fake_library: gorayffi.Library, monkeypatch: pytest.MonkeyPatch) -> Any:
    function = Function(fake_library, 6, "request", ["by"], {"by": 1}, convert=lambda text: (text, "converted"))
    monkeypatch.setattr(Box, "request", Method(function, Box.request))
    box: Any = Box()
    box._goray_id = 7
    return box


def test_it_is_called_on_the_instance_s_actor(box: Any) -> None:
    expected = box.request()
    assert expected[1] == "converted"
    assert (box.request(2), box.request(by=3), Box.request(box)) == (expected,) * 3


def test_bound_it_can_be_kept(box: Any) -> None:
    kept = box.request
    assert kept.__self__ is box
    assert kept() == box.request()


def test_wrong_arguments_are_told_in_the_method_s_name(box: Any) -> None:
    with pytest.raises(TypeError, match=r"request\(\) takes from 0 to 1 positional argument but 2 were given"):
        box.request(1, 2)
    with pytest.raises(TypeError, match=r"request\(\) is a method and needs its actor"):
        Box.request()  # type: ignore[call-arg]


def test_an_instance_without_an_actor(box: Any) -> None:
    del box._goray_id
    with pytest.raises(RuntimeError, match="Box: its C\\+\\+ object was not made, or is closed already"):
        box.request()


def test_it_shows_the_def_s_name_signature_and_docstring(box: Any) -> None:
    assert str(inspect.signature(box.request)) == "(by: 'int' = 1) -> 'int'"
    assert list(inspect.signature(Box.request).parameters) == ["self", "by"]
    assert (box.request.__name__, Box.request.__qualname__) == ("request", "Box.request")
    assert inspect.getdoc(Box.request) == "Tells what arrives."


@pytest.mark.parametrize("function", [len, None])
def test_a_method_needs_a_function(function: Any) -> None:
    with pytest.raises(TypeError, match="needs a Function of the command 6"):
        Method(function, len)


def test_a_forward_calls_its_target() -> None:
    class Sub(Forward):
        """Has attributes of its own."""

    sub = Sub()
    with pytest.raises(TypeError, match="this Sub has no target to call"):
        sub()
    sub._target = dict
    assert sub([("a", 1)], b=2) == {"a": 1, "b": 2}


def test_a_forward_in_a_ring_is_collected() -> None:
    class Sub(Forward):
        def __init__(self) -> None:
            self._target = self.call

        def call(self) -> int:
            return 1

    sub = Sub()
    assert sub() == 1
    gone = weakref.ref(sub)
    del sub
    gc.collect()
    assert gone() is None
