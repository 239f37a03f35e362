"""msgpack-python, twice there and back: what a boundary of messages costs at least."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.goals import NO_SLOWER
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side
from benchmarks.measure.values import there_and_back

PEER = Peer(
    title="msgpack in Python",
    goals={"nested_dict": NO_SLOWER, "dicts_1000": NO_SLOWER, "floats_1000": NO_SLOWER},
)


def in_process() -> Side:
    msgpack: Any = importlib.import_module("msgpack")

    def same(value: Any) -> Any:
        once = msgpack.unpackb(msgpack.packb(value))
        return msgpack.unpackb(msgpack.packb(once))

    return there_and_back(same, same)
