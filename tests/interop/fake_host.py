"""Plays the part of a host that declares what older versions of ours declared, by ctypes alone.

Usage: python -m tests.interop.fake_host LIBRARY WHAT
Prints the code and the answer of one call, in hexadecimal digits.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable
from typing import Any

import gorayffi
from gorayffi import ExtType
from gorayffi.funccall import pack_bytes_units

C_INT = ctypes.c_longlong
SIZE = ctypes.POINTER(C_INT)
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_void_p, C_INT, ctypes.c_void_p, C_INT, SIZE, SIZE)
PUT = {"by": "put", "actor": None, "name": "", "args": [1], "options": {}, "values": 1}
REQUESTS = {
    "a reference in the result": pack_bytes_units([b"Make", gorayffi.pack(PUT)]),
    "a stream": pack_bytes_units([b"Count", gorayffi.pack(3)]),
    "an extension like a table": pack_bytes_units(
        [b"Echo", gorayffi.pack(ExtType(80, b"GRPT" + bytes(9)), [ExtType(80, bytes(4))])]
    ),
    "a large array in the result": pack_bytes_units([b"Make", gorayffi.pack(20_000)]),
    "a large array inside of the result": pack_bytes_units([b"MakeFrame", gorayffi.pack(20_000)]),
}
OLDER = ("json_failures", "passengers")
FEATURES = {
    "a large array in the result": ("arrays", "json_failures", "references"),
    "a large array inside of the result": ("arrays", "json_failures", "references"),
}
"""By what is asked, if it is not `OLDER`."""


class Interface(ctypes.Structure):
    """`GorayInterface`."""

    _fields_ = (
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("size", ctypes.c_uint64),
        ("describe", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(ctypes.c_uint64))),
        ("declare_host", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_char_p, ctypes.c_uint64)),
    )


libc: Any = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p


@CALLBACK
def answer(_command: int, _data: int, _size: int, out_size: Any, code: Any) -> int:
    """Everything gets the id 7."""
    memory: int = libc.malloc(8)
    ctypes.memmove(memory, (7).to_bytes(8, "little"), 8)
    out_size[0], code[0] = 8, 0
    return memory


def main(path: str, what: str) -> None:
    library: Any = ctypes.CDLL(path)
    declared = json.dumps({"language": "python", "features": FEATURES.get(what, OLDER)}).encode()
    assert Interface.in_dll(library, "GorayInterface").declare_host(declared, len(declared)) == 0
    library.RegisterCallback(answer)
    execute: Callable[..., int] = library.Execute
    library.Execute.restype = ctypes.c_void_p
    size, code, request = C_INT(0), C_INT(1), REQUESTS[what]
    result = execute(C_INT(4), request, C_INT(len(request)), ctypes.byref(size), ctypes.byref(code))
    print(code.value, ctypes.string_at(result, size.value).hex(), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
