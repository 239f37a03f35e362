"""Reads a record of tap.cpp, and tells what a request means, whichever library wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TO_LIBRARY, TO_PYTHON = "python->library", "library->python"
CALLS_OF_PYTHON = {0, 1, 2, 3, 5, 11, 12, 13, 16}
"""Commands whose request is a call: arguments and options."""
DEFAULTS = {"force": False, "recursive": True, "no_restart": True, "namespace": "", "timeout": None}


@dataclass(frozen=True)
class RecordedCall:
    """One request and its answer."""

    direction: str
    command: int
    index: int
    code: int
    request: bytes
    answer: bytes


def read(path: Path) -> list[RecordedCall]:
    return [_recorded_call(*line.split(" ")) for line in path.read_text().splitlines()]


def _recorded_call(direction: str, command: str, index: str, code: str, request: str, answer: str) -> RecordedCall:
    data = (b"" if text == "-" else bytes.fromhex(text) for text in (request, answer))
    return RecordedCall(direction, int(command), int(index), int(code), *data)


def units(data: bytes) -> list[bytes]:
    found = []
    while data:
        size = int.from_bytes(data[:8], "little")
        found.append(data[8 : 8 + size])
        data = data[8 + size :]
    return found


def meaning(command: int, request: bytes) -> Any:
    """A library's request without what a library is free in: when refs are released, the order of keys, defaults."""
    if command in CALLS_OF_PYTHON:
        arguments, options = units(request)
        return arguments, _without_freedom(json.loads(options))
    if command == 6:
        key, seconds, _ = json.loads(request)
        return key, max(float(seconds), -1.0)
    if command in (7, 10):
        return request
    return _without_freedom(json.loads(request))


def _without_freedom(options: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in options.items() if key not in DEFAULTS or DEFAULTS[key] != value}
    for ref in kept.get("go_ray_arg_pos_to_object", {}).values():
        del ref["auto_release"]
    if "goray_actor_methods" in kept:
        kept["goray_actor_methods"] = sorted(kept["goray_actor_methods"])
    return kept
