"""References between Python and a library: whose they are, and that none stays held when a call fails."""

from __future__ import annotations

import json
import struct
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
import numpy as np
import pytest
from gorayffi import ExtType, Function, HandleMap, Library, Message, NativeError, ProtocolError
from gorayffi.consts import Go2PyCmd
from gorayffi.funccall import pack_bytes_units, unpack_bytes_units
from gorayffi.handlers import get_handlers

INDEX_0, INDEX_1 = b"\xd6\x50\0\0\0\0", b"\xd6\x50\1\0\0\0"


class Thing:
    """What the hooks take for a reference."""


class Hooks:
    """Keeps what the library owns, as `goray` does."""

    def __init__(self) -> None:
        self.held = HandleMap()

    def is_reference(self, value: object) -> bool:
        return isinstance(value, Thing)

    def export(self, values: list[Any]) -> bytes:
        return b"".join(self.entry(value) for value in values)

    def adopt(self, entries: bytes) -> list[Any]:
        return [self.held.pop(key) for key in self.ids(entries)]

    def borrow(self, entries: bytes) -> list[Any]:
        return [self.held.get(key) for key in self.ids(entries)]

    def entry(self, value: object) -> bytes:
        return struct.pack("<BQ", 0, self.held.insert(value))

    def ids(self, entries: bytes) -> list[int]:
        return [key for _, key in struct.iter_unpack("<BQ", entries)]


@pytest.fixture
def hooks() -> Hooks:
    return Hooks()


@pytest.fixture
def library(build: Callable[..., Path], hooks: Hooks) -> Library:
    return gorayffi.load_library(build({"features": ["references", "call_by_index"]}), {}, hooks)


@pytest.fixture
def older(build: Callable[..., Path], hooks: Hooks) -> Library:
    declared = {"product": "goray-cpp", "version": "0.0.9", "features": ["passengers"]}
    return gorayffi.load_library(build(declared, "libolder.so"), {}, hooks)


def answer_next(library: Library, code: int, body: bytes) -> None:
    library.execute(102, 0, code.to_bytes(8, "little") + body)


def sent(library: Library) -> list[bytes]:
    """The units of the last request."""
    return unpack_bytes_units(library.execute(101, 0, b"")[0][8:])


def table(hooks: Hooks, unit: bytes) -> list[list[Any]]:
    """What the last unit says, for each part."""
    assert unit[:8] == (-1).to_bytes(8, "little", signed=True)
    parts: list[list[Any]] = []
    rest = unit[8:]
    while rest:
        end = 4 + 9 * int.from_bytes(rest[:4], "little")
        parts.append(hooks.borrow(rest[4:end]))
        rest = rest[end:]
    return parts


def test_references_of_arguments_are_the_library_s(library: Library, hooks: Hooks) -> None:
    one, two = Thing(), Thing()
    answer_next(library, 0, b"")
    assert library.call(4, 0, "Zero", ([one, 5], {"k": two})) is None
    name, arguments, last = sent(library)
    assert (name, arguments) == (b"Zero", b"\x92" + INDEX_0 + b"\x05\x81\xa1k" + INDEX_1)
    assert table(hooks, last) == [[one, two]]
    assert len(hooks.held) == 2


def test_a_call_by_index_has_them_as_well(library: Library, hooks: Hooks) -> None:
    one = Thing()
    answer_next(library, 0, b"")
    Function(library, 4, "Zero", ["a"], {})(a=[one])
    arguments, last = sent(library)
    assert (arguments, table(hooks, last)) == (b"\x91" + INDEX_0, [[one]])


def test_a_call_without_references_has_no_further_unit(library: Library) -> None:
    answer_next(library, 0, b"")
    library.call(4, 0, "Zero", (1,))
    assert sent(library) == [b"Zero", b"\x01"]


def test_references_of_a_result_are_python_s(library: Library, hooks: Hooks) -> None:
    one, two = Thing(), Thing()
    answer_next(library, 6, pack_bytes_units([b"\x92" + INDEX_0 + INDEX_1, hooks.export([one, two])]))
    assert library.call(4, 0, "Zero", ()) == [one, two]
    assert len(hooks.held) == 0


def test_parts_of_a_message_count_their_references_by_themselves(library: Library, hooks: Hooks) -> None:
    one, two, three = Thing(), Thing(), Thing()
    arguments = gorayffi.pack_message(hooks.is_reference, one, 7)
    resolved = [gorayffi.pack_message(hooks.is_reference, [two]), "plain", [three, one], Message(b"\x05", [])]
    answer_next(library, 0, b"\x01")
    assert library.call_message(4, 0, "Zero", arguments, [0, 1, 3, 9], resolved) == (Message(b"\x01", []), 0)
    units = sent(library)
    assert units[:2] == [b"Zero", INDEX_0 + b"\x07"]
    assert units[2:6] == [
        position.to_bytes(8, "little") + value
        for position, value in [
            (0, b"\x91" + INDEX_0),
            (1, b"\xa5plain"),
            (3, b"\x92" + INDEX_0 + INDEX_1),
            (9, b"\x05"),
        ]
    ]
    assert table(hooks, units[6]) == [[one], [two], [], [three, one], []]


@pytest.mark.parametrize("data", [b"\x01", bytearray(b"\x01"), memoryview(b"\0\x01")[1:]])
def test_a_message_s_data_is_any_buffer(library: Library, data: Any) -> None:
    answer_next(library, 0, b"")
    library.call_message(4, 0, "Zero", Message(data, []), [1], [Message(data, [])])
    assert sent(library) == [b"Zero", b"\x01", (1).to_bytes(8, "little") + b"\x01"]


def test_a_message_comes_back_with_its_references(library: Library, hooks: Hooks) -> None:
    one = Thing()
    answer_next(library, 6, pack_bytes_units([b"\x91" + INDEX_0, hooks.export([one])]))
    message, code = library.call_message(4, 0, "Zero", Message(b"", []), [], [])
    assert (message, code) == (Message(b"\x91" + INDEX_0, [one]), 0)
    assert len(hooks.held) == 0


def test_a_failed_call_is_its_bytes_and_code(library: Library) -> None:
    answer_next(library, 3, b"stopped")
    assert library.call_message(4, 0, "Zero", Message(b"", []), [], []) == (Message(b"stopped", []), 3)


def test_arrays_beside_a_message_are_inside_of_it_for_a_library_that_knows_none_there(
    build: Callable[..., Path], hooks: Hooks
) -> None:
    array, thing = np.array([1.5]), Thing()
    message = Message(b"\x92" + INDEX_0 + INDEX_1 + b"\x05", [array, thing])
    for name, features, arrays in (("lists", ["references"], False), ("arrays", ["references", "arrays"], True)):
        library = gorayffi.load_library(build({"features": features}, f"lib{name}.so"), {}, hooks)
        assert not library.shares_arrays
        answer_next(library, 0, b"")
        library.call_message(4, 0, "Zero", message, [2], [Message(INDEX_0, [array])])
        inside = gorayffi.pack_message(hooks.is_reference, array, arrays=arrays).data
        _, arguments, resolved, last = sent(library)
        assert arguments == b"\x92" + bytes(inside) + INDEX_0 + b"\x05"
        assert resolved == (2).to_bytes(8, "little") + bytes(inside)
        assert table(hooks, last) == [[thing], []]


def test_call_encoded_drops_references_and_says_so(library: Library, hooks: Hooks) -> None:
    answer_next(library, 6, pack_bytes_units([INDEX_0, hooks.export([Thing()])]))
    with pytest.raises(TypeError, match=r"Zero\(\) returned references.*Library\.call_message\(\)"):
        library.call_encoded(4, 0, "Zero", b"", [], [])
    assert len(hooks.held) == 0


@pytest.mark.parametrize(
    "body", [b"", b"\x01", pack_bytes_units([b"\x01"]), pack_bytes_units([b"", b"123"]), pack_bytes_units([b""] * 3)]
)
def test_a_malformed_result_with_references_is_a_protocol_error(library: Library, body: bytes) -> None:
    for call in (
        lambda: library.call(4, 0, "Zero", ()),
        lambda: library.call_message(4, 0, "Zero", Message(b"", []), [], []),
    ):
        answer_next(library, 6, body)
        with pytest.raises(ProtocolError, match=r"the result of Zero\(\) is not a unit of values and a unit of"):
            call()


def test_a_result_that_is_no_message_leaves_nothing_held(library: Library, hooks: Hooks) -> None:
    answer_next(library, 6, pack_bytes_units([b"\xc1", hooks.export([Thing()])]))
    with pytest.raises(ProtocolError, match=r"the result of Zero\(\) is not valid msgpack"):
        library.call(4, 0, "Zero", ())
    assert len(hooks.held) == 0


def test_a_result_that_an_interrupt_replaces_leaves_nothing_held(library: Library, hooks: Hooks) -> None:
    def handler(_: bytes) -> tuple[bytes, int]:
        raise KeyboardInterrupt

    gorayffi.load_library(library.path, {0: handler})
    answer_next(library, 6, pack_bytes_units([INDEX_0, hooks.export([Thing()])]))
    with pytest.raises(KeyboardInterrupt):
        library.call(6, 0, "Get", ())
    assert len(hooks.held) == 0


EARLY_FAILURES: dict[str, Callable[[Library, Thing, Message], Any]] = {
    "a bad argument": lambda library, thing, _: library.call(4, 0, "Zero", (thing, object())),
    "a missing argument": lambda library, thing, _: Function(library, 4, "Zero", ["a", "b"], {})(thing),
    "a bad index": lambda library, thing, _: library.call(6, 2**54, "Get", (thing,)),
    "another command": lambda library, thing, _: library.call(7, 0, "Zero", (thing,)),
    "a bad actor": lambda library, thing, _: Function(library, 6, "Get", ["a"], {}).call_on(2**60, thing),
    "a position too few": lambda library, _, message: library.call_message(4, 0, "Zero", message, [], [1]),
    "a bad position": lambda library, _, message: library.call_message(4, 0, "Zero", message, ["x"], [1]),  # type: ignore[list-item]
    "a bad value": lambda library, thing, message: library.call_message(
        4, 0, "Zero", message, [1], [[thing, object()]]
    ),
    "a bad message": lambda library, _, message: library.call_message(
        4, 0, "Zero", message, [1], [tuple.__new__(Message, (b"",))]
    ),
    "no buffer": lambda library, _, message: library.call_message(4, 0, "Zero", message, [1], [Message("x", [])]),  # type: ignore[arg-type]
    "no message": lambda library, _, message: library.call_message(4, 0, "Zero", tuple(message), [], []),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("failure", EARLY_FAILURES)
def test_a_call_that_fails_before_the_library_leaves_nothing_held(library: Library, hooks: Hooks, failure: str) -> None:
    thing = Thing()
    with pytest.raises((TypeError, ValueError, OverflowError)):
        EARLY_FAILURES[failure](library, thing, gorayffi.pack_message(hooks.is_reference, thing))
    assert len(hooks.held) == 0


@pytest.mark.parametrize("exported", [None, b"", b"123", bytes(18)])
def test_an_export_of_another_length_is_refused(library: Library, hooks: Hooks, exported: Any) -> None:
    hooks.export = lambda _: exported  # type: ignore[method-assign]
    with pytest.raises(ValueError, match=r"ReferenceHooks\.export\(\) must return 9 bytes for each reference"):
        gorayffi.load_library(library.path, hooks=hooks).call(4, 0, "Zero", (Thing(),))


def test_packing_in_a_callback_is_no_part_of_the_call_it_is_made_in(library: Library, hooks: Hooks) -> None:
    """A callback packs and calls with references of its own, while a call with references waits for it."""
    outer, inner = Thing(), Thing()
    seen: list[Any] = []

    def handler(data: bytes) -> tuple[bytes, int]:
        with pytest.raises(TypeError, match="cannot cross"):
            gorayffi.pack([inner])
        seen.append(gorayffi.pack_message(hooks.is_reference, inner).references)
        answer_next(library, 0, b"")
        library.call(4, 0, "Zero", ([inner],))
        seen.append(table(hooks, sent(library)[-1]))
        seen.append(table(hooks, unpack_bytes_units(data)[-1]))
        return b"\x07", 0

    gorayffi.load_library(library.path, {0: handler})
    assert library.call(4, 0, "Zero", ([outer],)) == 7  # its request is handed to the callback
    assert seen == [[inner], [[inner]], [[outer]]]


def test_python_holds_no_reference_while_the_library_has_the_call(library: Library, hooks: Hooks) -> None:
    arguments = [Thing()]
    thing = weakref.ref(arguments[0])
    alive: list[bool] = []

    def handler(data: bytes) -> tuple[bytes, int]:
        arguments.clear()
        hooks.adopt(unpack_bytes_units(data)[-1][12:])  # as if the library had given it back
        alive.append(thing() is not None)
        return b"\x07", 0

    gorayffi.load_library(library.path, {0: handler})
    assert library.call(4, 0, "Zero", (arguments,)) == 7
    assert alive == [False]


def test_an_application_s_ext_80_is_refused_for_a_library_with_references(library: Library) -> None:
    with pytest.raises(ValueError, match=r"Zero\(\) argument 'a\[1\]': the ExtType code 80 is reserved"):
        Function(library, 4, "Zero", ["a"], {})([1, ExtType(80, b"\0\0\0\0")])
    with pytest.raises(ValueError, match=r"Zero\(\) argument 3: the ExtType code 80 is reserved"):
        library.call_message(4, 0, "Zero", Message(b"", []), [3], [ExtType(80, b"")])


def test_an_application_s_ext_80_crosses_to_others_as_it_is(
    fake_library: Library, older: Library, hooks: Hooks
) -> None:
    mine = [ExtType(80, b"\0\0\0\0"), ExtType(80, b"GRPT" + bytes(9))]
    gorayffi.load_library(fake_library.path, hooks=hooks)
    assert fake_library.call(4, 0, "args", (mine,)) == mine
    answer_next(older, 0, gorayffi.pack(mine))
    assert older.call(4, 0, "Zero", (mine,)) == mine


def test_a_library_that_takes_no_references_is_sent_none(fake_library: Library, hooks: Hooks) -> None:
    gorayffi.load_library(fake_library.path, hooks=hooks)
    assert not fake_library.takes_references
    text = r"ObjectRef or an actor handle inside a value cannot cross to .*libpeer\.so, which takes no references"
    with pytest.raises(TypeError, match=rf"args\(\) argument 2\[0\]: an {text}"):
        fake_library.call(4, 0, "args", (1, [Thing()]))
    with pytest.raises(TypeError, match=text):
        fake_library.call_message(4, 0, "args", gorayffi.pack_message(hooks.is_reference, Thing()), [], [])
    with pytest.raises(TypeError, match=rf"args\(\) argument 1: an {text}"):
        fake_library.call_message(4, 0, "args", Message(b"\x01", []), [1], [Thing()])
    assert len(hooks.held) == 0


def test_a_library_of_an_older_version_is_named_with_the_remedy(older: Library, hooks: Hooks) -> None:
    assert not older.takes_references
    text = r"libolder\.so, which was built with an older goray-cpp \(0\.0\.9\): rebuild it with this one \(\d+\."
    with pytest.raises(TypeError, match=rf"Zero\(\) argument 1: .*{text}"):
        older.call(4, 0, "Zero", (Thing(),))
    answer_next(older, 0, b"\x01")
    assert older.call(4, 0, "Zero", (5,)) == 1  # all else works
    assert len(hooks.held) == 0


def test_a_code_6_of_a_library_that_did_not_declare_it_is_unknown(older: Library) -> None:
    answer_next(older, 6, b"text")
    with pytest.raises(NativeError, match=r"text \[code 6, which the protocol does not have\]"):
        older.call(4, 0, "Zero", ())


def test_without_hooks_there_are_no_references(build: Callable[..., Path]) -> None:
    library = gorayffi.load_library(build({"features": ["references"]}))
    with pytest.raises(TypeError, match=r"'.*Thing' cannot cross"):
        library.call(4, 0, "Zero", (Thing(),))
    answer_next(library, 6, pack_bytes_units([INDEX_0, bytes(9)]))
    with pytest.raises(ProtocolError, match=r"need ReferenceHooks, and .*libdeclared\.so was loaded without"):
        library.call(4, 0, "Zero", ())


def run_callback(library: Library, *arguments: bytes, entries: bytes = b"") -> tuple[bytes, int]:
    """What the library gets for the call of the Python task `f`."""
    options = json.dumps({"goray_task_name": "f"}).encode()
    return library.execute(4, 0, pack_bytes_units([b"".join(arguments), options, *([entries] if entries else [])]))


def test_a_python_task_borrows_and_returns_references(library: Library, hooks: Hooks) -> None:
    thing, new = Thing(), Thing()
    gorayffi.load_library(library.path, get_handlers({"f": lambda value: [value, new]}.get, {}.get, hooks))
    body, code = run_callback(library, b"\x91" + INDEX_0, entries=hooks.export([thing]))
    values, entries = unpack_bytes_units(body)
    assert (code, values) == (6, b"\x92\x91" + INDEX_0 + INDEX_1)
    assert hooks.borrow(entries) == [thing, new]
    assert len(hooks.held) == 3  # what was lent is still the library's, and now it owns two more


def test_a_python_task_s_own_ext_80_is_refused(library: Library, hooks: Hooks) -> None:
    gorayffi.load_library(library.path, get_handlers({"f": lambda: ExtType(80, b"")}.get, {}.get, hooks))
    body, code = run_callback(library)
    assert (code, b"the result of f() cannot be sent to the library" in body, b"reserved" in body) == (1, True, True)


def test_handlers_without_hooks_refuse_references(library: Library) -> None:
    gorayffi.load_library(library.path, get_handlers({"f": lambda value: value}.get, {}.get))
    body, code = run_callback(library, INDEX_0, entries=bytes(9))
    assert (code, b"need ReferenceHooks, and these handlers have none" in body) == (1, True)


def test_an_answer_with_references_for_a_library_that_takes_none_is_taken_back(older: Library, hooks: Hooks) -> None:
    def handler(_: bytes) -> tuple[bytes, int]:
        return gorayffi.references.answer(INDEX_0, hooks.export([Thing()]))

    gorayffi.load_library(older.path, {Go2PyCmd.CMD_EXECUTE_PY_LOCAL_TASK: handler})
    body, code = older.execute(4, 0, b"")
    assert (code, b"built with an older goray-cpp (0.0.9)" in body) == (1, True)
    assert len(hooks.held) == 0
