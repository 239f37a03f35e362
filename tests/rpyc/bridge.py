"""The C ABI of librpyc_bridge by ctypes: `Library` is part 1 of rpyc_bridge.h, `Client` a connection of part 2."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = {1: "usage", 2: "connection", 3: "timeout", 4: "protocol", 5: "remote"}


class ErrorStruct(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_int),
        ("type", ctypes.c_char_p),
        ("message", ctypes.c_char_p),
        ("traceback", ctypes.c_char_p),
        ("remote_version", ctypes.c_char_p),
    )


class OptionsStruct(ctypes.Structure):
    _fields_ = (
        ("struct_size", ctypes.c_size_t),
        ("connect_timeout_ms", ctypes.c_int),
        ("call_timeout_ms", ctypes.c_int),
        ("max_message_bytes", ctypes.c_uint64),
        ("max_depth", ctypes.c_int),
        ("compress", ctypes.c_int),
        ("ca_file", ctypes.c_char_p),
        ("cert_file", ctypes.c_char_p),
        ("key_file", ctypes.c_char_p),
        ("server_name", ctypes.c_char_p),
        ("insecure_skip_verify", ctypes.c_int),
    )


@dataclass
class BridgeError(Exception):
    kind: str
    type: str
    message: str
    traceback: str
    remote_version: str


class Library:
    def __init__(self, path: Path) -> None:
        self.c = ctypes.CDLL(str(path))
        for name in ("rpyc_call", "rpyc_call_kw", "rpyc_getattr", "rpyc_invoke_json", "rpyc_get_json"):
            getattr(self.c, name).restype = ctypes.c_void_p
        for name in ("rpyc_open", "rpyc_eval"):
            getattr(self.c, name).restype = ctypes.c_void_p
        self.c.rpyc_last_error.restype = ctypes.c_char_p
        self.c.rpyc_error.restype = ctypes.POINTER(ErrorStruct)

    def fail(self) -> BridgeError:
        error = self.c.rpyc_error().contents
        texts = [getattr(error, name).decode() for name in ("type", "message", "traceback", "remote_version")]
        return BridgeError(KINDS[error.kind], *texts)

    def text(self, pointer: int | None) -> str:
        """A string of the library, freed; raises its error for NULL."""
        if not pointer:
            raise self.fail()
        text = ctypes.string_at(pointer).decode()
        self.c.rpyc_free_string(ctypes.c_void_p(pointer))
        return text

    # Part 1.
    def connect(self, host: str | None, port: int = 0) -> None:
        if self.c.rpyc_connect(None if host is None else host.encode(), port) != 0:
            raise self.fail()

    def call(self, module: str, function: str, *args: object, **kwargs: object) -> str:
        return self.text(
            self.c.rpyc_call_kw(
                module.encode(), function.encode(), json.dumps(args).encode(), json.dumps(kwargs).encode()
            )
        )

    def getattr(self, module: str, attribute: str) -> str:
        return self.text(self.c.rpyc_getattr(module.encode(), attribute.encode()))

    def open(self, address: str, **options: Any) -> Client:
        return Client(self, address, options)


class Client:
    def __init__(self, library: Library, address: str, options: Mapping[str, Any]) -> None:
        self.library = library
        encoded = {
            name: str(value).encode() if isinstance(value, str | Path) else value for name, value in options.items()
        }
        struct = OptionsStruct(struct_size=ctypes.sizeof(OptionsStruct), **encoded)
        self.handle = ctypes.c_void_p(library.c.rpyc_open(address.encode(), ctypes.byref(struct)))
        if not self.handle:
            raise library.fail()

    def call(self, module: str, function: str, *args: object, timeout_ms: int = 0, **kwargs: object) -> Any:
        return json.loads(self.call_text(module, function, args, kwargs, timeout_ms))

    def call_text(
        self,
        module: str,
        function: str,
        args: Sequence[object] = (),
        kwargs: Mapping[str, object] | None = None,
        timeout_ms: int = 0,
    ) -> str:
        texts = [text.encode() for text in (module, function, json.dumps(args), json.dumps(kwargs or {}))]
        return self.library.text(self.library.c.rpyc_invoke_json(self.handle, *texts, timeout_ms))

    def get(self, module: str, attribute: str) -> Any:
        return json.loads(
            self.library.text(self.library.c.rpyc_get_json(self.handle, module.encode(), attribute.encode(), 0))
        )

    def alive(self) -> bool:
        return bool(self.library.c.rpyc_alive(self.handle))

    def close(self) -> None:
        self.library.c.rpyc_close(self.handle)
        self.handle = ctypes.c_void_p()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
