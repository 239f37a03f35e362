"""`python -m goray.rpyc_server`: what it serves, and what it refuses."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import subprocess
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rpyc.bridge import BridgeError, Client, Library
from tests.rpyc.conftest import SOURCES, Server, environment
from tests.rpyc.hostile import frame

HELPERS = """
import os
from os import system

secret = 1
def shout(text): return text.upper()
def opened(): return open(__file__)
def nested(): return [object()]
class Thing: pass
"""


@pytest.fixture
def start(version: str, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    (tmp_path / "helpers.py").write_text(HELPERS)
    started: list[Server] = []

    def run(*arguments: str | Path) -> Server:
        process = subprocess.Popen(
            [environment(version), "-m", "goray.rpyc_server", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": SOURCES},
        )
        assert process.stdout
        started.append(Server(process, process.stdout.readline().strip().rpartition(" on ")[2]))
        return started[-1]

    yield run
    for server in started:
        server.close()
        if server.process.stderr:
            server.process.stderr.close()


@pytest.fixture
def client(bridge: Library, start: Callable[..., Server]) -> Iterator[Client]:
    server = start(
        "--allow", "math", "--allow", "helpers", "--allow", "numpy.mean", "--allow", "numpy.ones", "--port", "0"
    )
    with bridge.open(server.address) as client:
        yield client


def test_allowed_names(client: Client) -> None:
    assert client.call("math", "sqrt", 16) == 4.0
    assert client.get("math", "pi") == 3.141592653589793
    assert client.call("helpers", "shout", "a") == "A"
    assert client.call("numpy", "mean", [1, 2, 3]) == 2.0
    assert client.call("numpy", "ones", [2, 2]) == [[1.0, 1.0], [1.0, 1.0]]


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "getcwd"),
        ("builtins", "eval"),
        ("numpy", "load"),
        ("helpers", "os.getcwd"),
        ("helpers", "system"),
        ("helpers", "os"),
        ("helpers", "shout.__globals__"),
        ("helpers", "__loader__"),
        ("helpers", "shout.__class__"),
        ("math", "__loader__.load_module"),
        ("", "goray_functions"),
        ("", "shout"),
    ],
)
def test_other_names_are_refused(client: Client, module: str, name: str) -> None:
    with pytest.raises(BridgeError) as caught:
        client.call(module, name)
    assert caught.value.type == "goray.rpyc_server.NotAllowedError"


def test_no_code_and_no_references(client: Client) -> None:
    library = client.library
    assert library.c.rpyc_execute(client.handle, b"x = 1", 0) == -1
    assert library.fail().type == "goray.rpyc_server.NotAllowedError"
    for mode in (0, 1):
        assert not library.c.rpyc_eval(client.handle, b"1", mode, 0)
    library.c.rpyc_invoke.restype = library.c.rpyc_get.restype = ctypes.c_void_p
    for module, function, mode in ((b"helpers", b"opened", 0), (b"helpers", b"nested", 0), (b"helpers", b"Thing", 1)):
        assert not library.c.rpyc_invoke(client.handle, module, function, None, mode, 0)
        assert library.fail().type in ("TypeError", "goray.rpyc_server.NotAllowedError")


def test_a_python_client_gets_no_further(start: Callable[..., Server], version: str) -> None:
    """With RPyC's own client: no attribute of the functions leads anywhere, and objects of the client are refused."""
    port = start("--allow", "helpers", "--port", "0").port
    code = f"""
import rpyc
conn = rpyc.connect("127.0.0.1", {port})
functions = dict(conn.root.goray_functions(False)[0])
assert functions["call"]("helpers", "shout", ("a",), (), False) == "A"
def refused(f, *errors):
    try: f()
    except Exception as e: assert type(e).__name__.split(".")[-1] in errors, repr(e)
    else: raise SystemExit(f"not refused: {{f}}")
refused(lambda: functions["call"].__globals__, "AttributeError")
refused(lambda: functions["call"].__closure__, "AttributeError")
refused(lambda: conn.root.connection, "AttributeError")
refused(lambda: functions["call"]("helpers", "shout", ([1],), (), False), "TypeError")
class Name(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
refused(lambda: functions["call"](Name("os"), "getcwd", (), (), False), "NotAllowedError", "TypeError")
refused(lambda: conn.root.getmodule("os"), "AttributeError")
print("safe")
"""
    done = subprocess.run([environment(version), "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "safe\n", done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing is allowed"),
        (["--allow", "math", "--host", "0.0.0.0"], "--let-anyone-on-the-network-call"),
        (["--allow", "math", "--host", "::"], "can be reached from other machines"),
        (["--allow", "math", "--host", "example.org"], "can be reached from other machines"),
        (["--allow", "math", "--max-message", "0"], "--max-message must be from 1 to 4095"),
        (["--allow", "math", "--tls-cert", "x"], "--tls-cert and --tls-key go together"),
        (["--allow", "math", "--tls-client-ca", "x"], "needs --tls-cert"),
    ],
)
def test_unsafe_or_wrong_arguments(start: Callable[..., Server], arguments: list[str], message: str) -> None:
    process = start(*arguments).process
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert message in errors


def test_open_to_the_network_if_said_so(bridge: Library, start: Callable[..., Server]) -> None:
    server = start("--allow", "math", "--host", "0.0.0.0", "--port", "0", "--let-anyone-on-the-network-call")
    with bridge.open(f"127.0.0.1:{server.port}") as client:
        assert client.call("math", "sqrt", 16) == 4.0


def test_client_certificates(bridge: Library, start: Callable[..., Server], certificates: Path) -> None:
    tls = ["--tls-cert", certificates / "server.pem", "--tls-key", certificates / "server.key"]
    server = start(
        "--allow", "math", "--host", "0.0.0.0", "--port", "0", *tls, "--tls-client-ca", certificates / "ca.pem"
    )
    address = f"tls://127.0.0.1:{server.port}"
    own = {"cert_file": certificates / "client.pem", "key_file": certificates / "client.key"}
    with bridge.open(address, ca_file=certificates / "ca.pem", **own) as client:
        assert client.call("math", "sqrt", 16) == 4.0
    with pytest.raises(BridgeError):
        bridge.open(address, ca_file=certificates / "ca.pem")


def test_a_unix_socket_for_this_user(bridge: Library, start: Callable[..., Server], tmp_path: Path) -> None:
    path = tmp_path / "rpyc.sock"
    start("--allow", "math", "--socket", path)
    assert path.stat().st_mode & 0o777 == 0o600
    with bridge.open(f"unix:{path}") as client:
        assert client.call("math", "sqrt", 16) == 4.0


MIB = 1 << 20
LISTS = b"\x15" + (MIB * 16).to_bytes(4, "big") + b"\x10\x00" * (MIB * 16)
"""A tuple of tuples, which in Python take 36 times as much."""


@pytest.mark.parametrize(
    "message",
    [
        lambda: frame(zlib.compress(b"\0" * (1 << 28), 9), True),
        lambda: frame(zlib.compress(b"" + LISTS, 9), True),
        lambda: frame(b"x" * (4 * MIB + 1)),
        lambda: b"\xff\xff\xff\xff\x00",
        lambda: frame(b"no zlib", True),
        lambda: frame(zlib.compress(b"cut off")[:-4], True),
    ],
    ids=["zeros", "tuples", "long", "length", "damaged", "cut off"],
)
def test_a_message_that_is_too_long(
    bridge: Library, start: Callable[..., Server], message: Callable[[], bytes]
) -> None:
    """It ends its connection, before it takes much memory; other clients do not notice."""
    server = start("--allow", "math", "--port", "0", "--max-message", "4")

    def peak() -> int:
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) << 10

    with bridge.open(server.address) as client:
        assert client.call("math", "sqrt", 16) == 4.0
        before = peak()
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as hostile:
            try:
                hostile.sendall(message())
                assert not hostile.recv(1)
            except (ConnectionResetError, BrokenPipeError):
                pass  # ended while we were still sending
        assert peak() - before < 16 * 4 * MIB
        assert client.call("math", "sqrt", 16) == 4.0


def test_messages_at_the_limit(bridge: Library, start: Callable[..., Server]) -> None:
    server = start("--allow", "builtins.len", "--port", "0", "--max-message", "1")
    with bridge.open(server.address) as client:
        assert client.call("builtins", "len", "x" * (MIB - 1000)) == MIB - 1000
        with pytest.raises(BridgeError, match="connection lost"):
            client.call("builtins", "len", "x" * (MIB + 1000))
        assert client.call("builtins", "len", "x") == 1
