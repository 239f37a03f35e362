"""Messages inside Ray."""

from __future__ import annotations

import pickle
from typing import Any

import gorayffi
import pytest
from goray._messages.sealed import EncodedCall, Sealed, get_encoded, keywords_in, out_of_band, viewed
from gorayffi import Message


def through_ray(value: object) -> tuple[Any, int]:
    """`value` pickled as Ray does, and how many of its buffers went out of band."""
    buffers: list[pickle.PickleBuffer] = []
    packed = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
    return pickle.loads(packed, buffers=[buffer.raw() for buffer in buffers]), len(buffers)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [([], None), ([None], None), ([5], 5), ([1, "a"], [1, "a"]), ([[1, 2]], [1, 2]), ([[b"x", 0]], [b"x", 0])],
)
def test_a_result_is_unpickled_as_its_value(values: list[object], wanted: object) -> None:
    assert through_ray(Sealed(Message(gorayffi.pack(*values), [])))[0] == wanted


def test_references_are_pickled_beside_the_bytes() -> None:
    message = gorayffi.pack_message(lambda value: isinstance(value, slice), [slice(1), {"a": slice(2)}, slice(1)])
    assert through_ray(Sealed(message))[0] == [slice(1), {"a": slice(2)}, slice(1)]


@pytest.mark.parametrize(("size", "buffers"), [(0, 0), (65_000, 0), (65_536, 1), (1_000_000, 1)])
def test_large_messages_go_out_of_band(size: int, buffers: int) -> None:
    value = bytes(size)
    assert through_ray(Sealed(Message(gorayffi.pack(value), []))) == (value, buffers)
    assert through_ray(out_of_band(value)) == (value, buffers)
    view, count = through_ray(viewed(value))
    assert (view, type(view), count) == (value, memoryview if buffers else bytes, buffers)
    call, count = through_ray(EncodedCall(Message(gorayffi.pack(value), []), [1]))
    assert (gorayffi.unpack(call.message.data), call.positions, count) == ([value], [1], buffers)


def test_a_result_is_several_objects() -> None:
    call, _ = through_ray(EncodedCall(Message(gorayffi.pack(), []), [], 2))
    assert call.values == 2
    large = bytes(100_000)
    for values in (("a", large), (["a", large],)):  # a tuple, a pair
        assert through_ray(call.result(Message(gorayffi.pack(*values), []), "f")) == (("a", large), 1)
    assert through_ray(call.native_result(["a", large])) == (("a", large), 1)
    assert call.native_result(5) == 5  # of which Ray says what is wrong
    assert isinstance(EncodedCall(Message(b"", []), []).result(Message(b"", []), "f"), Sealed)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([1], r"f\(\): it returned no tuple, but the caller wants 2 objects of its elements"),
        ([], r"f\(\): it returned no tuple"),
        ([1, 2, 3], r"f\(\): it returned a tuple of 3, but the caller wants 2 objects"),
    ],
)
def test_a_result_of_another_number_of_values(values: list[object], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        EncodedCall(Message(b"", []), [], 2).result(Message(gorayffi.pack(*values), []), "f")


def test_keywords() -> None:
    assert keywords_in("square") == ("square", (0, ()))
    assert keywords_in("app:scaled(1:offset,scale)") == ("app:scaled", (1, ["offset", "scale"]))
    message = Message(gorayffi.pack(1, "o", 3), [])
    call, _ = through_ray(EncodedCall(message, [2], 1, keywords_in("f(1:offset,scale)")[1]))
    assert call.call(lambda *args, **named: (args, named), "f", [2.5]) == ((1, 3), {"offset": "o", "scale": 2.5})


def test_only_large_bytes_are_replaced() -> None:
    for value in (b"x", "x" * 100_000, bytearray(100_000), [bytes(100_000)], None):
        assert out_of_band(value) is value


class ReadsAnother:
    """An object whose unpickling gets another ref, as any code of a user's may."""

    def __init__(self, ref: Any) -> None:
        self._ref = ref

    def __reduce__(self) -> tuple[Any, ...]:
        return _get, (self._ref,)


def _get(ref: Any) -> Any:
    import ray

    return ray.get(ref)


@pytest.mark.usefixtures("ray_session")
def test_only_the_object_that_was_asked_for_stays_encoded() -> None:
    import ray

    sealed = ray.put(Sealed(Message(gorayffi.pack(1, 2), [])))
    got = get_encoded(sealed, None)
    assert isinstance(got, Sealed)
    assert bytes(got.message.data) == b"\x01\x02"
    assert ray.get(sealed) == [1, 2]
    assert get_encoded(ray.put(ReadsAnother(sealed)), None) == [1, 2]
    assert ray.get(ray.remote(num_cpus=0)(lambda value: value).remote(sealed)) == [1, 2]
