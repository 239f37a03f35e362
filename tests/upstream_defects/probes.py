"""What a host and a library do where the published ones go wrong: `python -O probes.py PROBE LIBRARY` prints it.

Each probe is a function of the library's path; its result or its exception is printed. It runs with the published
gorayffi and with ours, so it imports nothing else.
"""

from __future__ import annotations

import contextlib
import copy
import ctypes
import mmap
import os
import pickle
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
from gorayffi import funccall, utils
from gorayffi.actor import GolangLocalActor
from gorayffi.cmds import GoCommander

FIVE = b"\x05"  # as msgpack


def cut_result(_: str) -> Any:
    return GoCommander(lambda *_: (b"\x01\x92", 0)).call_golang_func("f", ())


def request_of(size: int, library: str) -> Any:
    """A whole call in its first 25 bytes, but longer; never touched, so it takes no memory."""
    data = mmap.mmap(-1, size)
    data[:25] = funccall.pack_bytes_units([b"Hello", b"\xa3abc"])
    execute, address = _execute(library), ctypes.addressof(ctypes.c_char.from_buffer(data))
    answer, length, code = ctypes.c_void_p(), ctypes.c_longlong(), ctypes.c_longlong(1)
    answer.value = execute(4, address, size, ctypes.byref(length), ctypes.byref(code))
    return code.value, ctypes.string_at(answer.value or 0, length.value)


def request_of_2_gib(library: str) -> Any:
    return request_of(2**31, library)


def request_of_4_gib_and_25_bytes(library: str) -> Any:
    return request_of(2**32 + 25, library)


def answer_of_4_gib_and_1_byte(library: str) -> Any:
    """Its first byte is a whole value."""
    libc = ctypes.CDLL(None)
    libc.calloc.restype = ctypes.c_void_p
    kind = ctypes.CFUNCTYPE(
        ctypes.c_void_p,
        ctypes.c_longlong,
        ctypes.c_void_p,
        ctypes.c_longlong,
        ctypes.POINTER(ctypes.c_longlong),
        ctypes.POINTER(ctypes.c_longlong),
    )

    def answer(_command: int, _data: int, _size: int, out_size: Any, code: Any) -> int:
        size = 2**32 + 1
        memory: int = libc.calloc(1, size)
        ctypes.memset(memory, FIVE[0], 1)
        out_size[0], code[0] = size, 0
        return memory

    callback = kind(answer)
    ctypes.CDLL(library).RegisterCallback(callback)
    data = funccall.pack_bytes_units([b"LocalPy", b"\xa4five" + FIVE])
    length, code = ctypes.c_longlong(), ctypes.c_longlong(1)
    memory = _execute(library)(4, data, len(data), ctypes.byref(length), ctypes.byref(code))
    return code.value, ctypes.string_at(memory, length.value)


def _execute(library: str) -> Any:
    execute = ctypes.CDLL(library).Execute
    number = ctypes.POINTER(ctypes.c_longlong)
    execute.argtypes = [ctypes.c_longlong, ctypes.c_void_p, ctypes.c_longlong, number, number]
    execute.restype = ctypes.c_void_p
    return execute


def index_beyond_54_bits(library: str) -> Any:
    app, actor = _actor(library)
    return app.raw_call_golang_method(2**54 + actor, "Incr", b"\x01", [])


def command_beyond_10_bits(library: str) -> Any:
    """Bit 10 is the index's lowest, so it would be the method of actor 1."""
    app, actor = _actor(library)
    _actor(library)
    return app.execute(1024 + 6, actor, funccall.pack_bytes_units([b"Incr", b"\x01"]))


def unknown_method(library: str) -> Any:
    app, actor = _actor(library)
    return app.raw_call_golang_method(actor, "Inc", b"\x01", [])


def _actor(library: str) -> tuple[GoCommander, int]:
    app = gorayffi.load_go_lib(library, {})
    return app, int(app.new_golang_actor("Counter", FIVE, []))


def call_cut_short(library: str) -> Any:
    return gorayffi.load_go_lib(library, {}).execute(4, 0, funccall.pack_bytes_units([b"Hello"]))


def exit_in_a_callback(library: str) -> Any:
    def leave(_: bytes) -> tuple[bytes, int]:
        sys.exit(7)

    return gorayffi.load_go_lib(library, {0: leave}).call_golang_func("LocalPy", ("f", 1))


def no_memory_for_an_answer(library: str) -> Any:
    def answer(_: bytes) -> tuple[bytes, int]:
        data = bytes(1 << 30)
        used = int(Path("/proc/self/statm").read_text().split()[0]) * mmap.PAGESIZE
        resource.setrlimit(resource.RLIMIT_AS, (used + (1 << 28), resource.RLIM_INFINITY))
        return data, 0

    return gorayffi.load_go_lib(library, {0: answer}).call_golang_func("LocalPy", ("f", 1))


def second_load(library: str) -> Any:
    gorayffi.load_go_lib(library, {0: lambda _: (b"\x01", 0)})
    return gorayffi.load_go_lib(library, {0: lambda _: (b"\x02", 0)}).call_golang_func("LocalPy", ("f", 1))


def load_through_a_symlink(library: str) -> Any:
    gorayffi.load_go_lib(library, {})
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / "link.so"
        link.symlink_to(Path(library).resolve())
        return gorayffi.load_go_lib(str(link), {}).call_golang_func("Hello", ("x",))


def interrupted(library: str) -> Any:
    gorayffi.load_go_lib(library, {})
    try:
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()
    finally:
        print("cleaned up", end=" ", flush=True)


def always_equal_object(_: str) -> Any:
    class AlwaysEqual:
        def __eq__(self, _: object) -> bool:
            return True

        def __ne__(self, _: object) -> bool:
            return False

        __hash__ = None  # type: ignore[assignment]

    store = utils.ThreadSafeLocalStore()
    return type(store[store.add(AlwaysEqual())]).__name__


def memory_of_released_keys(_: str) -> Any:
    store = utils.ThreadSafeLocalStore()
    for _number in range(1000):
        store.release(store.add("x"))
    return max(len(part) for part in vars(store).values() if hasattr(part, "__len__"))


def store_after_pickle(_: str) -> Any:
    store = pickle.loads(pickle.dumps(utils.ThreadSafeLocalStore()))
    return store[store.add("kept")]


def copied_actor(library: str) -> Any:
    return copy.copy(GolangLocalActor(gorayffi.load_go_lib(library, {}), "Counter", 1))


def failure_that_is_no_text(_: str) -> Any:
    return type(funccall.make_exception_from_error_response(5, b"\xff")).__name__


def position_without_a_ref(_: str) -> Any:
    return funccall.encode_golang_funccall_arguments("Echo", b"\x01", [0])


def call_of_three_units(_: str) -> Any:
    return funccall.decode_funccall_arguments(funccall.pack_bytes_units([b"\x01", b"{}", b"more"]))


def searches_for_libc(library: str) -> Any:
    """It runs programs to find it."""
    gorayffi.load_go_lib(library, {})
    return hasattr(gorayffi.ffi, "find_library")


def main(name: str, library: str) -> None:
    probe: Callable[[str], Any] = globals()[name]
    try:
        outcome = repr(probe(library))
    except (Exception, KeyboardInterrupt) as error:
        outcome = f"{type(error).__name__}: {error}"
    with contextlib.suppress(BrokenPipeError):
        print(outcome.splitlines()[0], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
