"""msgpack-python, twice there and back: what a boundary of messages costs at least."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.goals import NO_SLOWER
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side
from benchmarks.measure.values import TYPED, there_and_back, typed_values

PEER = Peer(
    title="msgpack in Python",
    goals=dict.fromkeys(("nested_dict", "dicts_1000", "floats_1000", *TYPED), NO_SLOWER),
)


def in_process() -> Side:
    msgpack: Any = importlib.import_module("msgpack")

    def pack(value: Any) -> Any:
        return msgpack.packb(value, datetime=True)

    def unpack(data: Any) -> Any:
        return msgpack.unpackb(data, timestamp=3)

    def same(value: Any) -> Any:
        once = unpack(pack(value))
        return unpack(pack(once))

    return {**there_and_back(same, same), **typed_values(dict.fromkeys(TYPED, same))}
