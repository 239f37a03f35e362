"""Calls by position: what a `Function` sends to a library that declared `call_by_index`, and to one that did not."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

import gorayffi
import pytest
from gorayffi import Function, Library
from gorayffi.consts import Py2GoCmd

TASK, NEW, METHOD = Py2GoCmd.CMD_RUN_TASK, Py2GoCmd.CMD_NEW_ACTOR, Py2GoCmd.CMD_ACTOR_METHOD_CALL


@pytest.fixture
def library(build: Callable[..., Path]) -> Library:
    """fake_library_interface.c: tasks Zero and One, an actor NewBox with Get and Put."""
    path = build({"features": ["call_by_index"]})
    return gorayffi.load_library(path, {0: lambda data: (b"\xc4" + bytes([len(data)]) + data, 0)})


def sent(library: Library) -> bytes:
    return library.execute(101, 0, b"")[0]


def test_a_task(library: Library) -> None:
    assert Function(library, TASK, "One", ["a", "b"], {"b": 9})(7) is None
    assert sent(library) == bytes.fromhex("40 04 00 00 00 00 00 00   01 00 00 00 00 00 00 00 07")


def test_an_actor(library: Library) -> None:
    assert Function(library, NEW, "NewBox", [], {})() == 7
    assert sent(library) == bytes.fromhex("41 00 00 00 00 00 00 00   00 00 00 00 00 00 00 00")


@pytest.mark.parametrize(
    ("actor", "request_bytes"), [(7, "42 04 00 00 07 00 00 00"), (2**32 - 1, "42 04 00 00 ff ff ff ff")]
)
def test_a_method(library: Library, actor: int, request_bytes: str) -> None:
    assert Function(library, METHOD, "Put", ["a"], {}, actor="NewBox").call_on(actor, b"x") is None
    assert sent(library) == bytes.fromhex(f"{request_bytes}   03 00 00 00 00 00 00 00 c4 01 78")


@pytest.mark.parametrize(
    ("function", "index"),
    [
        ((TASK, "Two"), 0),
        ((METHOD, "Put"), 7),  # of which actor, nobody said
        ((METHOD, "Put", "NewBox"), 2**32),  # more than a request by position holds
    ],
)
def test_what_has_no_position_goes_by_name(library: Library, function: tuple[Py2GoCmd, str, str], index: int) -> None:
    command, name, *actor = function
    answer = Function(library, command, name, [], {}, actor="".join(actor)).call_on(index)
    assert answer == len(name).to_bytes(8, "little") + name.encode() + bytes(8)


def test_a_library_that_declares_nothing_is_called_by_name(fake_library: Library) -> None:
    assert Function(fake_library, TASK, "args", ["a"], {})(7) == 7
    assert Function(fake_library, METHOD, "request", [], {}, actor="Box").call_on(7) is not None


def test_columns_of_a_library_whose_table_is_older_are_called_item_by_item(build: Callable[..., Path]) -> None:
    """Behind its entry is the next one, which is no `call_columns`."""
    library = gorayffi.load_library(build({"features": ["call_by_index"]}, MINOR=1, SIZE=40, TABLE=1))
    function = Function(library, TASK, "Zero", ["a"], {})
    assert function(1) == 2
    letter, data, failures, _ = function.map((array("q", range(1000)),), 1000)
    assert (letter, list(memoryview(data).cast("q")), failures) == ("q", list(range(1, 1001)), [])
