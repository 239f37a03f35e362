"""Asks this process's goray all that the recorded library asked, and compares the answers. Ids are each host's own."""

from __future__ import annotations

import json
from typing import Any

from tests.interop.recorded.record import PUBLISHED
from tests.interop.recorded.recorded_call import CALLS_OF_PYTHON, TO_PYTHON, RecordedCall, read, units

MAKES = {2: "instance", 5: "ref", 7: "ref", 11: "actor", 12: "actor", 13: "ref", 16: "ref"}
"""What the id is of that a command answers with."""
OWNER = {3: "instance", 4: "instance", 13: "actor", 14: "actor"}
"""What `goray_py_local_actor_id` is in a request."""


class Ids:
    """From recorded ids to this host's."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, int], int] = {}

    def add(self, kind: str, recorded: int, own: int) -> None:
        self._ids[kind, recorded] = own

    def translate(self, command: int, request: bytes) -> bytes:
        if command == 10:
            return self._ids["ref", int.from_bytes(request, "little")].to_bytes(8, "little")
        if command == 7:
            return request
        parts = units(request) if command in CALLS_OF_PYTHON else [request]
        parts[-1] = json.dumps(self._in_json(command, json.loads(parts[-1]))).encode()
        if len(parts) == 1:
            return parts[0]
        return b"".join(len(part).to_bytes(8, "little") + part for part in parts)

    def _in_json(self, command: int, value: Any) -> Any:
        if command == 6:
            return [self._ids["ref", value[0]], *value[1:]]
        for ref in value.get("go_ray_arg_pos_to_object", {}).values():
            ref["id"] = self._ids["ref", ref["id"]]
        if "goray_py_local_actor_id" in value:
            value["goray_py_local_actor_id"] = self._ids[OWNER[command], value["goray_py_local_actor_id"]]
        if "object_ref_local_id" in value:
            value["object_ref_local_id"] = self._ids["ref", value["object_ref_local_id"]]
        if "object_ref_local_ids" in value:
            value["object_ref_local_ids"] = [self._ids["ref", each] for each in value["object_ref_local_ids"]]
        return value


def differences() -> list[str]:
    """Answers that are not as recorded; of failures the code counts."""
    from goray._app.default import default_app
    from goray._handlers.table import handlers

    table, ids, found = handlers(default_app().loaded), Ids(), []
    for each in read(PUBLISHED):
        if each.direction == TO_PYTHON:
            answer, code = table[each.command](ids.translate(each.command, each.request))
            if code != each.code or (code == 0 and not _is_as_recorded(each, bytes(answer), ids)):
                found.append(f"{each}: answered {code} {bytes(answer)!r}")
    return found


def _is_as_recorded(each: RecordedCall, answer: bytes, ids: Ids) -> bool:
    if each.command in MAKES:
        ids.add(MAKES[each.command], int.from_bytes(each.answer, "little"), int.from_bytes(answer, "little"))
        return len(answer) == len(each.answer) == 8
    if each.command == 15:
        recorded, own = json.loads(each.answer), json.loads(answer)
        ids.add("actor", recorded.pop("py_local_id"), own.pop("py_local_id"))
        return bool(recorded == own)
    if each.command == 8:
        return bool(json.loads(answer) == json.loads(each.answer))
    return answer == each.answer
