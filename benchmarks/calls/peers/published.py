"""One side of the comparison with the published gorayffi: runs in either's environment.

Reads lines `<row> <calls>` and answers each with the seconds of one call.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import gorayffi
import gorayffi.ffi

LIBRARY = sys.argv[1]
app: Any = gorayffi.load_go_lib(LIBRARY, {})
execute: Any = gorayffi.ffi.load_go_lib(LIBRARY, lambda _command, _data: (b"", 1))
MESSAGE = b"".join(len(unit).to_bytes(8, "little") + unit for unit in (b"Div", b"\x07\x02"))


def fail() -> None:
    try:
        app.call_golang_func("Div", ("7", 2))
    except Exception:
        return
    raise AssertionError("Div('7', 2) did not fail")


ROWS = {
    "execute": lambda: execute(4, 0, MESSAGE),
    "name": lambda: app.call_golang_func("Div", (7, 2)),
    "error": fail,
}
assert ROWS["execute"]() == (b"\x03", 0)
assert ROWS["name"]() == 3

for line in sys.stdin:
    row, calls = line.split()
    call = ROWS[row]
    start = time.perf_counter()
    for _ in range(int(calls)):
        call()
    print((time.perf_counter() - start) / int(calls), flush=True)
