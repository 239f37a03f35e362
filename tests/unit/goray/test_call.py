"""Calls as a library sends them."""

from __future__ import annotations

import json
from typing import cast

import pytest
from goray import App
from goray._call import Call
from goray._refs import CommandError, Held
from gorayffi.consts import ErrCode
from gorayffi.funccall import pack_bytes_units


def encoded(refs: dict[str, dict[str, object]], **options: object) -> bytes:
    return pack_bytes_units([b"\xc0", json.dumps({**options, "go_ray_arg_pos_to_object": refs}).encode()])


@pytest.fixture
def held() -> Held:
    held = Held(cast(App, None))
    for value in range(64):
        held.add_ref(value)
    return held


def test_refs_are_in_the_order_of_their_positions(held: Held) -> None:
    sent = dict(sorted((str(position), {"id": 63 - position, "auto_release": False}) for position in range(64)))
    call = Call.decode(held, encoded(sent, num_cpus=2))
    assert call.positions == list(range(64))
    assert [ref.ref for ref in call.refs] == list(reversed(range(64)))
    assert (call.raw, call.options) == (b"\xc0", {"num_cpus": 2})


def test_refs_are_released_by_a_submission_that_succeeds(held: Held) -> None:
    call = Call.decode(held, encoded({"0": {"id": 5, "auto_release": True}, "1": {"id": 5, "auto_release": True}}))
    with pytest.raises(ZeroDivisionError), call.submission(held, "task", "f"):
        raise ZeroDivisionError
    assert held.ref(5).ref == 5
    with call.submission(held, "task", "f"):
        assert held.ref(5).ref == 5
    with pytest.raises(CommandError, match="no object ref 5 in this process") as raised:
        held.ref(5)
    assert raised.value.code == ErrCode.ObjectRefNotFound


def test_a_ref_that_is_not_held(held: Held) -> None:
    with pytest.raises(CommandError, match="no object ref 64"):
        Call.decode(held, encoded({"0": {"id": 64, "auto_release": False}}))


def test_no_refs(held: Held) -> None:
    data = pack_bytes_units([b"", b'{"goray_task_name": "f", "go_ray_arg_pos_to_object": null}'])
    call = Call.decode(held, data)
    assert (call.take("goray_task_name"), call.options, call.positions) == ("f", {}, [])
