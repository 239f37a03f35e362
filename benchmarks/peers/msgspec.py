"""msgspec, twice there and back: messages of types that are known, encoded and decoded in C."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from benchmarks.goals import NO_SLOWER
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side
from benchmarks.measure.values import DICTS, TYPED, typed_values

PEER = Peer(
    title="msgspec",
    environment="bindings",
    packages=("msgspec==0.20.0",),
    goals=dict.fromkeys(TYPED, NO_SLOWER),
)


def in_process() -> Side:
    msgspec: Any = importlib.import_module("msgspec")
    order: Any = msgspec.defstruct("Order", [("id", int), ("name", str), ("price", float), ("ok", bool)])
    orders: Any = list[order]
    types: dict[str, Any] = {
        "structs_1000": orders,
        "texts_1000": list[str],
        "map_1000": dict[str, float],
        "times_1000": list[datetime],
    }
    values = {**TYPED, "structs_1000": [order(**fields) for fields in DICTS]}
    encode = msgspec.msgpack.Encoder().encode

    def same(type_: Any) -> Callable[[Any], Any]:
        decode = msgspec.msgpack.Decoder(type_).decode

        def there_and_back(value: Any) -> Any:
            return decode(encode(decode(encode(value))))

        return there_and_back

    return typed_values({key: same(type_) for key, type_ in types.items()}, values)
