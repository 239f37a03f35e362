"""A *call* of the protocol: packed arguments, and JSON with a name, Ray's options and the refs among them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gorayffi import Message
from gorayffi.consts import ARG_POS_TO_OBJECT_OPTION_KEY, VALUES_OPTION_KEY
from gorayffi.funccall import decode_call

from goray._library.loaded import LoadedLibrary
from goray._library.references import id_bytes
from goray._messages.sealed import NO_KEYWORDS, EncodedCall, Keywords, keywords_in
from goray._ray.options import Kind, check
from goray._ray.strategies import resolve
from goray._worker.published import publish


@dataclass
class SubmitRequest:
    """A call as a library made it.

    `message`: its arguments without the refs; `refs`: Ray's, in the order of `positions`; `values`: of how many objects
    the result is made.
    """

    message: Message
    options: dict[str, Any]
    positions: list[int]
    refs: list[Any]
    _release: list[int]
    values: int = 1
    keywords: Keywords = NO_KEYWORDS

    @classmethod
    def decode(cls, loaded: LoadedLibrary, data: bytes) -> SubmitRequest:
        """Raises CommandError for a ref that is not held."""
        raw, options, entries = decode_call(data)
        by_position = _refs_by_position(options)
        keys = [int(ref["id"]) for _, ref in by_position]
        return cls(
            Message(raw, loaded.library.borrow(entries)),
            options,
            [position for position, _ in by_position],
            [loaded.handles.object(key).ref for key in keys],
            [key for key, (_, ref) in zip(keys, by_position, strict=True) if ref.get("auto_release")],
            options.pop(VALUES_OPTION_KEY, 1),
        )

    def take(self, key: str) -> Any:
        """Removes an option that is not Ray's. Raises KeyError if it is missing."""
        return self.options.pop(key)

    def take_name(self, key: str) -> str:
        """The name of a Python callable, or of a method, without the keywords that it may have, which are kept."""
        name, self.keywords = keywords_in(self.take(key))
        return name

    @contextmanager
    def submission(
        self, loaded: LoadedLibrary, kind: Kind, name: str, returned: Sequence[str] | None = None
    ) -> Generator[None, None, None]:
        """Checks the options; the refs that the library gave away are released once the call is submitted.

        In its body `options` are as Ray has them. `returned`: as `values` of `check`, where several objects are wanted.
        """
        self.options = resolve(name, self.options)
        if self.values == 1:
            check(self.options, kind, name)
        else:
            self.options["num_returns"] = self.values
            check(self.options, kind, name, values=returned)
        publish()
        yield
        for key in dict.fromkeys(self._release):
            loaded.handles.release_object_if_held(key)

    def encoded(self) -> list[Any]:
        """The arguments of Ray for what takes an encoded call."""
        return [EncodedCall(self.message, self.positions, self.values, self.keywords), *self.refs]

    def native(self, name: str) -> list[Any]:
        """The arguments of Ray for the Python callable `name`, which knows nothing of encoded calls."""
        return EncodedCall(self.message, self.positions).native(name, self.refs)

    def ids(self, loaded: LoadedLibrary, submitted: Any, name: str) -> bytes:
        """The answer to the library: the id of each reference that Ray gave."""
        refs: list[Any] = [submitted] if self.values == 1 else submitted
        return b"".join(id_bytes(loaded.handles.add_object(ref, name)) for ref in refs)


def _refs_by_position(options: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Sorted as numbers: the keys of JSON are texts, of which '10' comes before '2'."""
    refs: dict[str, dict[str, Any]] = options.pop(ARG_POS_TO_OBJECT_OPTION_KEY, None) or {}
    return sorted(((int(position), ref) for position, ref in refs.items()), key=lambda item: item[0])
