"""Calls as a library sends them."""

from __future__ import annotations

import json
import random
from typing import Any, cast

import gorayffi
import pytest
from goray._handlers.submit_request import SubmitRequest
from goray._library.handles import CommandError
from goray._library.loaded import LoadedLibrary
from gorayffi.consts import ErrCode
from gorayffi.funccall import pack_bytes_units

Refs = dict[str, dict[str, object]]


def encoded(refs: Refs, raw: bytes = b"\xc0", **options: object) -> bytes:
    return pack_bytes_units([raw, json.dumps({**options, "go_ray_arg_pos_to_object": refs}).encode()])


class NoLibrary:
    """What is asked here is what Python holds of one: the messages have no table."""

    def borrow(self, entries: bytes) -> list[Any]:
        assert not entries
        return []


@pytest.fixture
def loaded() -> LoadedLibrary:
    return LoadedLibrary(cast(gorayffi.Library, NoLibrary()), "none.so")


@pytest.fixture
def ids(loaded: LoadedLibrary) -> list[int]:
    """Of 64 held refs, which are numbers here."""
    return [loaded.handles.add_object(value) for value in range(64)]


def test_refs_are_in_the_order_of_their_positions(loaded: LoadedLibrary, ids: list[int]) -> None:
    sent = dict(sorted((str(position), {"id": ids[63 - position], "auto_release": False}) for position in range(64)))
    request = SubmitRequest.decode(loaded, encoded(cast(Refs, sent), num_cpus=2))
    assert request.positions == list(range(64))
    assert request.refs == list(reversed(range(64)))
    assert (request.message.data, request.message.references, request.options) == (b"\xc0", [], {"num_cpus": 2})


@pytest.mark.usefixtures("ray_session")  # a submission starts Ray if a test before it registered what a job has
def test_refs_are_released_by_a_submission_that_succeeds(loaded: LoadedLibrary, ids: list[int]) -> None:
    refs: Refs = {position: {"id": ids[5], "auto_release": True} for position in ("0", "1")}
    request = SubmitRequest.decode(loaded, encoded(refs))
    with pytest.raises(ZeroDivisionError), request.submission(loaded, "task", "f"):
        raise ZeroDivisionError
    assert loaded.handles.object(ids[5]).ref == 5
    with request.submission(loaded, "task", "f"):
        assert loaded.handles.object(ids[5]).ref == 5
    with pytest.raises(CommandError, match=f"no object ref {ids[5]} in this process") as raised:
        loaded.handles.object(ids[5])
    assert raised.value.code == ErrCode.ObjectRefNotFound


def test_a_ref_that_is_not_held(loaded: LoadedLibrary) -> None:
    with pytest.raises(CommandError, match="no object ref 64"):
        SubmitRequest.decode(loaded, encoded({"0": {"id": 64, "auto_release": False}}))


def test_no_refs(loaded: LoadedLibrary) -> None:
    data = pack_bytes_units([b"", b'{"goray_task_name": "f", "go_ray_arg_pos_to_object": null}'])
    request = SubmitRequest.decode(loaded, data)
    assert (request.take("goray_task_name"), request.options, request.positions) == ("f", {}, [])


@pytest.mark.parametrize("count", [1, 2, 12, 64])
def test_refs_at_any_position(loaded: LoadedLibrary, count: int) -> None:
    chance = random.Random(count)
    wanted: list[Any] = [f"argument {i}" for i in range(count)]
    for _ in range(100):
        positions = [i for i in range(count) if chance.random() < 0.5]
        refs: Refs = {str(i): {"id": loaded.handles.add_object(wanted[i]), "auto_release": False} for i in positions}
        raw = gorayffi.pack(*(value for i, value in enumerate(wanted) if i not in positions))
        assert SubmitRequest.decode(loaded, encoded(refs, raw)).native("f") == wanted


@pytest.mark.parametrize(
    ("positions", "text"),
    [((3,), "position 3, which is taken or beyond the 2"), ((-1,), "position -1, which is taken")],
)
def test_refs_at_impossible_positions(
    loaded: LoadedLibrary, ids: list[int], positions: tuple[int, ...], text: str
) -> None:
    refs: Refs = {str(i): {"id": ids[0], "auto_release": False} for i in positions}
    with pytest.raises(ValueError, match=rf"f\(\): an object ref has the {text}"):
        SubmitRequest.decode(loaded, encoded(refs, gorayffi.pack("a", "b"))).native("f")
