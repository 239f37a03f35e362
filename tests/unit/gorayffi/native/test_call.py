"""Calls of a library: ranges, codes, memory, and a library that breaks the protocol."""

from __future__ import annotations

import ctypes
import struct
import threading
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from gorayffi import NativeError, ProtocolError


def unit(data: bytes) -> bytes:
    return struct.pack("<q", len(data)) + data


def test_execute_gives_bytes_and_code(fake_library: gorayffi.Library) -> None:
    assert fake_library.execute(4, 0, unit(b"code 3") + unit(b"text")) == (b"text", 3)


@pytest.mark.parametrize("data", [b"abc", bytearray(b"abc"), memoryview(b"abc")])
def test_execute_takes_any_buffer(fake_library: gorayffi.Library, data: Any) -> None:
    assert fake_library.execute(104, 0, data) == (b"abc", 0)


@pytest.mark.parametrize("index", [0, 1, 2**32, 2**53, 2**54 - 1])
def test_command_and_index_arrive(fake_library: gorayffi.Library, index: int) -> None:
    data = unit(b"request") + unit(b"")
    assert fake_library.execute(6, index, data) == (f"6 {index}".encode(), 0)


@pytest.mark.parametrize(
    ("command", "index"), [(1024, 0), (1030, 0), (-1, 0), (2**64, 0), (4, 2**54), (4, -1), (4, 2**64)]
)
def test_out_of_range_is_an_overflow_and_no_other_call(
    fake_library: gorayffi.Library, command: int, index: int
) -> None:
    with pytest.raises(OverflowError):
        fake_library.execute(command, index, b"")
    with pytest.raises(OverflowError if command == 4 else ValueError):
        fake_library.call(command, index, "args", ())
    with pytest.raises(OverflowError):
        fake_library.call_encoded(command, index, "args", b"", [], [])


@pytest.mark.parametrize("command", [0, 3, 7, 64, 66, 68, -4, 2**70])
def test_only_calls_by_name_are_calls(fake_library: gorayffi.Library, command: int) -> None:
    with pytest.raises(ValueError, match=rf"4 \(task\), 5 \(new actor\) or 6 \(actor's method\), not {command}"):
        fake_library.call(command, 0, "args", ())
    with pytest.raises(ValueError, match=rf"not {command}"):
        fake_library.call_message(command, 0, "args", gorayffi.Message(b"", []), [], [])


def test_a_library_that_sets_nothing_has_failed(fake_library: gorayffi.Library) -> None:
    assert fake_library.execute(100, 0, b"") == (b"", 1)


def test_an_address_without_bytes_is_freed(fake_library: gorayffi.Library, fake_library_path: Path) -> None:
    library = ctypes.CDLL(str(fake_library_path))
    before = library.Freed()
    assert fake_library.execute(101, 0, b"") == (b"", 0)
    assert library.Freed() == before + 1


@pytest.mark.parametrize(("command", "text", "freed"), [(102, "-1 bytes", 1), (103, "7 bytes at a null pointer", 0)])
def test_an_impossible_answer_is_a_protocol_error(
    fake_library: gorayffi.Library, fake_library_path: Path, command: int, text: str, freed: int
) -> None:
    library = ctypes.CDLL(str(fake_library_path))
    before = library.Freed()
    with pytest.raises(ProtocolError, match=text):
        fake_library.execute(command, 0, b"")
    assert library.Freed() == before + freed


@pytest.mark.parametrize(("name", "text"), [("throw", "escape: out of Execute"), ("throw_int", "exception escape")])
def test_a_cpp_exception_out_of_execute_is_a_protocol_error(
    fake_library: gorayffi.Library, name: str, text: str
) -> None:
    with pytest.raises(ProtocolError, match=text):
        fake_library.call(4, 0, name, ())


@pytest.mark.parametrize("args", [(), (1,), ("a", [1.5, {"b": None}]), (None,)], ids=repr)
def test_call_packs_and_unpacks(fake_library: gorayffi.Library, args: tuple[Any, ...]) -> None:
    result = None if not args else args[0] if len(args) == 1 else list(args)
    assert fake_library.call(4, 0, "args", args) == result


def test_call_takes_any_sequence(fake_library: gorayffi.Library) -> None:
    assert fake_library.call(4, 0, "args", [1, 2]) == [1, 2]


def test_an_argument_that_cannot_cross_is_named(fake_library: gorayffi.Library) -> None:
    with pytest.raises(TypeError, match=r"args\(\) argument 2\['a'\]: 'object' cannot cross"):
        fake_library.call(4, 0, "args", (1, {"a": object()}))


def test_a_result_that_is_no_message_is_an_error(fake_library: gorayffi.Library) -> None:
    with pytest.raises(ProtocolError, match=r"the result of cut\(\) is not valid msgpack: the message ends too early"):
        fake_library.call(4, 0, "cut", ("text",))


def test_a_failure_is_raised_with_its_text(fake_library: gorayffi.Library) -> None:
    with pytest.raises(NativeError, match="no such word: nonsense"):
        fake_library.call(4, 0, "nonsense", ())


def test_a_new_actor_is_its_id(fake_library: gorayffi.Library) -> None:
    with pytest.raises(ProtocolError, match=r"request\(\): the library answered with '5 0' instead"):
        fake_library.call(5, 0, "request", ())


def test_100_mib_and_a_byte_come_back(fake_library: gorayffi.Library) -> None:
    data = b"x" * (100 * 1024 * 1024 + 1)
    assert fake_library.call(4, 0, "args", (data,)) == data


def test_threads_call_at_once(fake_library: gorayffi.Library) -> None:
    """Each call waits in a callback until all are inside, which needs the GIL released."""
    barrier = threading.Barrier(4)

    def meet(data: bytes) -> tuple[bytes, int]:
        barrier.wait(30)
        return data, 0

    library = gorayffi.load_library(fake_library.path, {0: meet})
    results: list[Any] = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(library.call(4, 0, "callback 0", (n,)))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [0, 1, 2, 3]


def test_a_call_inside_a_call_keeps_the_arguments(fake_library: gorayffi.Library) -> None:
    """The outer call's buffer may not be used by the inner one."""

    class Calls:
        def __index__(self) -> int:
            return fake_library.call(4, 0, "args", (2,))

    assert fake_library.call(4, 0, "args", (1, Calls(), 3)) == [1, 2, 3]


def test_call_encoded_sends_refs_with_their_positions(fake_library: gorayffi.Library) -> None:
    answer = fake_library.call_encoded(4, 0, "rest", b"\x01", [10, 2], [(b"\x05", 0), (b"", 0)])
    assert answer == (unit(struct.pack("<q", 10) + b"\x05") + unit(struct.pack("<q", 2)), 0)


def test_call_encoded_answers_with_a_failed_ref(fake_library: gorayffi.Library) -> None:
    answer = fake_library.call_encoded(4, 0, "Add", b"", [0, 1], [(b"\x05", 0), (b"gone", 4)])
    assert answer == (b"the task for argument 1 of Add() failed: gone", 4)


def test_call_encoded_wants_a_position_for_each_ref(fake_library: gorayffi.Library) -> None:
    with pytest.raises(ValueError, match=r"Add\(\): 1 positions for 2 resolved objects"):
        fake_library.call_encoded(4, 0, "Add", b"", [0], [(b"", 0), (b"", 0)])


@pytest.mark.parametrize("ref", [b"", (b"",), ("", 0), 5, (b"", "0")])
def test_call_encoded_wants_pairs(fake_library: gorayffi.Library, ref: Any) -> None:
    with pytest.raises(TypeError, match=r"Add\(\) argument 3: the resolved object must be \(bytes, code\)"):
        fake_library.call_encoded(4, 0, "Add", b"", [3], [ref])
