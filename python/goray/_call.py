"""A *call* of the protocol: packed arguments, and JSON with a name, Ray's options and the refs among them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gorayffi.funccall import decode_funccall_arguments
from gorayffi.passengers import split

from goray._options import Kind, check
from goray._passengers import Passenger
from goray._refs import Held, Ref
from goray._strategy import resolve

REFS_KEY = "go_ray_arg_pos_to_object"


@dataclass
class Call:
    """A call as a library made it.

    `raw`: its arguments without the refs; `beside`: their passengers; `refs`: in the order of `positions`.
    """

    raw: bytes
    beside: list[Passenger]
    options: dict[str, Any]
    positions: list[int]
    refs: list[Ref]
    _release: list[int]

    @classmethod
    def decode(cls, held: Held, data: bytes) -> Call:
        """Raises CommandError for a ref that is not held."""
        raw, options = decode_funccall_arguments(data)
        entries, values = split(raw)
        by_position = _refs_by_position(options)
        keys = [int(ref["id"]) for _, ref in by_position]
        return cls(
            values,
            held.look(entries),
            options,
            [position for position, _ in by_position],
            [held.ref(key) for key in keys],
            [key for key, (_, ref) in zip(keys, by_position, strict=True) if ref.get("auto_release")],
        )

    def take(self, key: str) -> Any:
        """Removes an option that is not Ray's. Raises KeyError if it is missing."""
        return self.options.pop(key)

    @contextmanager
    def submission(self, held: Held, kind: Kind, name: str) -> Generator[None, None, None]:
        """Checks the options; the refs that the library gave away are released once the call is submitted.

        In its body `options` are as Ray has them.
        """
        self.options = resolve(name, self.options)
        check(self.options, kind, name)
        yield
        for key in dict.fromkeys(self._release):
            held.release_if_held(key)

    def rest(self) -> list[Any]:
        """What follows `raw` and `positions` in an encoded call."""
        pairs = [ref.as_pair() for ref in self.refs]
        return [*pairs, self.beside] if self.beside else pairs


def _refs_by_position(options: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Sorted as numbers: the keys of JSON are texts, of which '10' comes before '2'."""
    refs: dict[str, dict[str, Any]] = options.pop(REFS_KEY, None) or {}
    return sorted(((int(position), ref) for position, ref in refs.items()), key=lambda item: item[0])
