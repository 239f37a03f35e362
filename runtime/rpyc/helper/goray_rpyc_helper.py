# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportPrivateUsage=false
"""What the RPyC client in C++ (librpyc_bridge) calls on a server: whole values travel, and a call is one round trip.

The client has its source built in and sends it to a classic server on connecting; `goray.rpyc_server` imports it. It
stands alone, works with Python 3.7, and contains no three single quotes. Values are of any type, hence the pyright
settings. They travel as RPyC copies them: scalars, str, bytes, and tuples, which start with a tag: l list, t tuple, s
set, z frozenset, m dict (key, value, ...), F list of float and I list of int64 as machine numbers (little-endian), a
numpy array (dtype, shape, bytes), u str with lone surrogates (bytes).
"""

from __future__ import annotations

import array
import base64
import importlib
import itertools
import json
import math
import socket
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

COPIED = frozenset(
    [type(None), bool, int, float, complex, str, bytes, tuple, frozenset, slice, type(...), type(NotImplemented)]
)
CONTAINERS = {"l": list, "t": tuple, "s": set, "z": frozenset}
LITTLE_ENDIAN = sys.byteorder == "little"
FLOATS, INTS = {float}, {int}
MAX_DEPTH = 100
"""Of containers; the client refuses to read much more."""


class Box:
    """Holds a value that RPyC would copy, where the client asked for a reference."""

    def __init__(self, value: Any) -> None:
        self.value = value


def own_connection() -> Any:
    """The RPyC connection that is serving the request we run in."""
    frame: Any = sys._getframe()
    while frame is not None:
        owner = frame.f_locals.get("self")
        if type(owner).__name__ == "Connection" and hasattr(owner, "_local_root"):
            return owner
        frame = frame.f_back
    return None


READ_SIZE = 16 * 1024


def make_fast(base: Any) -> Any:
    """A class of streams like RPyC's on sockets, with fewer system calls and copies.

    RPyC asks for readiness, reads the 5 bytes of a header, then the rest; and cuts each piece of 64 kB off a message by
    copying all that follows.
    """

    class FastStream(base):  # type: ignore[misc]
        __slots__ = ("_begin", "_buffer")
        MAX_IO_CHUNK = 1 << 30

        def __init__(self, sock: Any) -> None:
            base.__init__(self, sock)
            self._buffer = b""
            self._begin = 0

        def poll(self, timeout: Any) -> bool:
            if self._begin < len(self._buffer):
                return True
            if getattr(timeout, "finite", True):
                return bool(base.poll(self, timeout))
            self._buffer, self._begin = self._receive(self.sock.recv, READ_SIZE), 0
            return True

        def read(self, count: int) -> bytes:
            end = self._begin + count
            if end > len(self._buffer):
                self._buffer, self._begin, end = self._fill(self._buffer[self._begin :], count), 0, count
            data = self._buffer[self._begin : end]
            self._begin = end
            return data

        def _fill(self, start: bytes, count: int) -> bytes:
            """`start` and what follows, at least `count` bytes."""
            if count <= READ_SIZE:
                while len(start) < count:
                    start += self._receive(self.sock.recv, READ_SIZE)
                return start
            data = bytearray(count)
            data[: len(start)] = start
            rest = memoryview(data)[len(start) :]
            while rest:
                rest = rest[self._receive(self.sock.recv_into, rest) :]
            return bytes(data)

        def _receive(self, receive: Callable[[Any], Any], argument: Any) -> Any:
            while True:
                try:
                    received = receive(argument)
                except socket.timeout:  # noqa: UP041 - the same only since Python 3.10
                    continue
                except OSError as error:
                    self.close()
                    raise EOFError(error) from error
                if not received:
                    self.close()
                    raise EOFError("connection closed by peer")
                return received

        def write(self, data: bytes) -> None:
            try:
                self.sock.sendall(data)
            except OSError as error:
                self.close()
                raise EOFError(error) from error

    return FastStream


def tune(connection: Any, compress: bool) -> bool:
    """Mends what makes RPyC slow on this connection; False if its inside is not as expected, then nothing is lost.

    It leaves Nagle's algorithm on, which holds back the last part of a reply for 40 ms.
    """
    try:
        connection._channel.compress = compress
        stream = connection._channel.stream
        if stream.sock.family in (socket.AF_INET, socket.AF_INET6):
            stream.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if type(stream).__name__ == "SocketStream":
            connection._channel.stream = make_fast(type(stream))(stream.sock)
        return True
    except Exception:
        return False


def pack_list(value: Any, depth: int) -> Any:
    types = set(map(type, value)) if len(value) > 8 and LITTLE_ENDIAN else None
    if types == FLOATS:
        return "F", array.array("d", value).tobytes()
    if types == INTS and min(value) >= -(2**63) and max(value) < 2**63:
        return "I", array.array("q", value).tobytes()
    return ("l", *[pack(item, depth) for item in value])


def pack_numpy(value: Any) -> Any:
    """A numpy scalar or array; the value itself if it is neither, or of a type that does not travel."""
    if not hasattr(value, "dtype") or not hasattr(value, "shape"):
        return value
    kind, size = value.dtype.kind, value.dtype.itemsize
    if not value.shape:
        item = value.item()
        return item if type(item) in COPIED else value
    if type(value).__name__ == "ndarray" and ((kind in "biuf" and size <= 8) or (kind == "c" and size <= 16)):
        dtype = value.dtype.newbyteorder("<")
        return "a", dtype.str, value.shape, value.astype(dtype, copy=False).tobytes()
    return value


def pack_str(value: str) -> Any:
    value = str.__str__(value)
    try:
        if not value.isascii():
            value.encode()
    except UnicodeEncodeError:
        return "u", value.encode("utf-8", "surrogatepass")
    return value


def pack(value: Any, depth: int = MAX_DEPTH) -> Any:
    """A value as it travels; what cannot be copied is itself. Subclasses of builtin types become those."""
    kind = type(value)
    if kind in COPIED and kind not in (str, int, tuple, frozenset):
        return value
    if isinstance(value, str):
        return pack_str(value)
    if isinstance(value, int):
        value = int(value)
        if value.bit_length() > 63:
            str(
                value
            )  # RPyC sends decimal digits; Python refuses to make very many, which is an error here and not later
        return value
    if isinstance(value, float):
        return float(value)
    if isinstance(value, complex):
        return complex(value)
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if depth == 0:
        raise ValueError("the result is nested too deeply to be sent by value")
    if isinstance(value, list):
        return pack_list(value, depth - 1)
    if isinstance(value, dict):
        return ("m", *[pack(part, depth - 1) for pair in value.items() for part in pair])
    for tag, container in CONTAINERS.items():
        if isinstance(value, container):
            return (tag, *[pack(item, depth - 1) for item in value])
    return pack_numpy(value) if kind.__module__ == "numpy" else value


def unpack(value: Any) -> Any:
    if type(value) is Box:
        return value.value
    if type(value) is not tuple:
        return value
    tag = value[0]
    if tag in CONTAINERS:
        return CONTAINERS[tag](map(unpack, value[1:]))
    if tag == "m":
        parts = map(unpack, value[1:])
        return dict(zip(parts, parts))  # noqa: B905 - of one iterator; `strict` is not in Python 3.7
    if tag == "a":
        numpy = importlib.import_module("numpy")
        return numpy.frombuffer(value[3], dtype=value[1]).reshape(value[2]).copy()
    numbers = array.array("d" if tag == "F" else "q", value[1])
    if not LITTLE_ENDIAN:
        numbers.byteswap()
    return numbers.tolist()


def plain(value: Any) -> Any:
    """What JSON has no form for, in types it has."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode()
    if isinstance(value, (set, frozenset)):
        try:
            return sorted(value)
        except TypeError:
            return list(value)
    convert = getattr(value, "tolist", None) if type(value).__module__ == "numpy" else None
    return str(value) if convert is None else convert()


def clean(value: Any) -> Any:
    """As `plain`, all the way down, for what `json.dumps` refuses: keys that are no str, NaN and infinities."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(key): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return clean(plain(value))


def restore(found: dict[str, Any]) -> Any:
    """An object as the client wrote it: bytes, which JSON has no form for, are {"$bytes": base64}."""
    if len(found) != 1 or "$bytes" not in found:
        return found
    try:
        return base64.b64decode(found["$bytes"], validate=True)
    except (TypeError, ValueError):
        raise ValueError('"$bytes" must be base64 text') from None


# json.dumps and json.loads would make these for each call.
encode = json.JSONEncoder(default=plain, allow_nan=False).encode
decode = json.JSONDecoder(object_hook=restore).decode


def to_json(value: Any) -> str:
    try:
        return encode(value)
    except (TypeError, ValueError):  # NaN, a key that is no str
        return encode(clean(value))


def find(root: Any, target: Any, path: str) -> Any:
    """`path` in a module (by name), in the service ("") or in an object."""
    if type(target) is str:
        if not target:
            if not path:
                return root
            exposed = getattr(root, "exposed_" + path, None)
            if exposed is None:
                raise AttributeError(f"the service exposes no {path!r}; to call into a module, name the module")
            return exposed
        target = importlib.import_module(target)
    elif type(target) is Box:
        target = target.value
    for name in path.split(".") if path else ():
        target = getattr(target, name)
    return target


def can_be_shown(value: Any) -> bool:
    try:
        repr(value)
        return True
    except Exception:
        return False


def make_sendable(error: BaseException) -> None:
    """Replaces what RPyC could not send of `error`: an int of too many digits, for one.

    It would hang up, on all calls of the connection.
    """
    note = "<a value that cannot be shown>"
    if not can_be_shown(error.args):
        error.args = tuple(value if can_be_shown(value) else note for value in error.args)
    for name in dir(error):
        if not name.startswith("_") and name != "args" and not can_be_shown(getattr(error, name, None)):
            setattr(error, name, note)


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any) -> Any:
        try:
            return function(*args)
        except BaseException as error:
            make_sendable(error)
            raise

    return call


def make_functions(root: Any, find: Callable[[Any, Any, str], Any] = find) -> dict[str, Callable[..., Any]]:
    """The functions the client calls, by the names it knows them by: `Helper` in session.h.

    Defaults are not sent: RPyC reads a message in Python, half a microsecond an item.
    """

    def give(value: Any, by_reference: bool) -> Any:
        if by_reference:
            return Box(value) if type(value) in COPIED else value
        return pack(value)

    def call_json(module: str, path: str, args: str, kwargs: str = "{}") -> str:
        positional = decode(args)
        if type(positional) is not list:
            raise TypeError("the arguments must be a JSON array, for example [16]")
        named = {} if kwargs == "{}" else decode(kwargs)
        return to_json(find(root, module, path)(*positional, **named))

    def get_json(module: str, path: str) -> str:
        return to_json(find(root, module, path))

    def call(target: Any, path: str, args: Any, kwargs: Any = (), by_reference: bool = False) -> Any:
        named = {name: unpack(value) for name, value in kwargs} if kwargs else {}
        return give(find(root, target, path)(*map(unpack, args), **named), by_reference)

    def get(target: Any, path: str, by_reference: bool) -> Any:
        return give(find(root, target, path), by_reference)

    def assign(target: Any, path: str, value: Any) -> None:
        owner, _, name = path.rpartition(".")
        setattr(find(root, target, owner), name, unpack(value))

    def take(target: Any, count: int, by_reference: bool) -> Any:
        return ("l", *[give(item, by_reference) for item in itertools.islice(find(root, target, ""), count)])

    def evaluate(text: str, by_reference: bool) -> Any:
        return give(root.eval(text), by_reference)

    def execute(text: str) -> None:
        root.execute(text)

    functions = (call_json, get_json, call, get, assign, take, evaluate, execute)
    return {function.__name__: guarded(function) for function in functions}


def answer(functions: dict[str, Callable[..., Any]], tuned: bool) -> Any:
    """What the client gets on connecting; RPyC copies tuples, and functions are references in them."""
    return tuple(functions.items()), tuned
