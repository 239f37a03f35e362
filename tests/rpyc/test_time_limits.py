"""Time limits hold in every state; a thread waits for no other longer than its own limit."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.rpyc.bridge import BridgeError, Client, Library
from tests.rpyc.conftest import library_path
from tests.rpyc.hostile import PLAIN, HostileServer

SOON = 5.0
"""Seconds; far more than the limits here, far less than those of the library (10 s, 30 s)."""
HANGS_UP = [*PLAIN, b""]


def fails_soon(client: Client, kind: str, timeout_ms: int = 200) -> str:
    start = time.monotonic()
    with pytest.raises(BridgeError) as caught:
        client.invoke("", "f", timeout_ms=timeout_ms)
    assert time.monotonic() - start < SOON
    assert caught.value.kind == kind
    return caught.value.message


def lose(client: Client) -> None:
    """Ends the first connection, to a server that `HANGS_UP`."""
    assert "connection lost" in fails_soon(client, "connection", 20_000)


def test_reconnecting_to_a_mute_server(bridge: Library) -> None:
    with bridge.open(HostileServer(HANGS_UP, later=[]).address) as client:
        lose(client)
        assert "cannot connect to" in fails_soon(client, "timeout")


def test_threads_that_wait_while_another_one_reconnects(bridge: Library) -> None:
    server = HostileServer(HANGS_UP, later=[])
    with bridge.open(server.address, connect_timeout_ms=2000) as client:
        lose(client)
        server.accepted.acquire()
        errors: list[str] = []

        def call() -> None:
            with pytest.raises(BridgeError) as caught:
                client.invoke("", "f")
            errors.append(caught.value.message)

        first, second = threading.Thread(target=call), threading.Thread(target=call)
        first.start()
        server.accepted.acquire()  # it is connecting
        assert not client.alive()
        fails_soon(client, "timeout")
        second.start()
        first.join()
        second.join()
        assert all("cannot connect to" in error for error in errors)
        assert len(errors) == 2


def test_one_short_limit_is_not_the_failure_of_others(bridge: Library) -> None:
    """Who waited for a thread that gave up connecting connects itself."""
    server = HostileServer(HANGS_UP, later=[])
    with bridge.open(server.address, connect_timeout_ms=20_000) as client:
        lose(client)
        server.accepted.acquire()
        first = threading.Thread(target=fails_soon, args=[client, "timeout", 1000])
        first.start()
        server.accepted.acquire()  # it is connecting
        server.answers[1] = server.answers[0] = HANGS_UP
        assert "connection lost" in fails_soon(client, "connection", 20_000)
        first.join()


def test_a_server_that_does_not_read(bridge: Library) -> None:
    """The call that is being sent, and another one that waits for it."""
    server = HostileServer(PLAIN, deaf=True)
    with bridge.open(server.address) as client:
        errors: list[BridgeError] = []

        def send() -> None:
            with pytest.raises(BridgeError) as caught:
                client.call_text("", "f", ["x" * (16 << 20)], timeout_ms=2000)
            errors.append(caught.value)

        sender = threading.Thread(target=send)
        sender.start()
        server.wait_until_full()
        assert "the server takes no request" in fails_soon(client, "timeout", 100)
        sender.join()
        assert [error.kind for error in errors] == ["timeout"]
        assert "did not take the request in time" in errors[0].message


def test_a_handshake_that_drips(bridge: Library) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            try:
                connection.sendall(b"\x16\x03\x03\x40\x00")
                while True:
                    connection.sendall(b"\x01")
            except OSError:
                pass

    threading.Thread(target=drip, daemon=True).start()
    start = time.monotonic()
    with listener, pytest.raises(BridgeError, match="cannot connect to"):
        bridge.open(f"tls://127.0.0.1:{listener.getsockname()[1]}", connect_timeout_ms=200)
    assert time.monotonic() - start < SOON


def test_a_name_that_is_not_resolved(tmp_path: Path) -> None:
    """The C library waits for name servers as long as it likes."""
    source = """
    #include <string.h>
    #include <unistd.h>
    #include <netdb.h>
    int getaddrinfo(const char* node, const char* service, const struct addrinfo* hints, struct addrinfo** found) {
      if (hints->ai_flags & AI_NUMERICHOST) return EAI_NONAME;
      pause();
      return 0;
    }
    """
    (tmp_path / "names.c").write_text(source)
    run("cc", "-shared", "-fPIC", "-o", tmp_path / "names.so", tmp_path / "names.c")
    code = f"""
from pathlib import Path
from tests.rpyc.bridge import BridgeError, Library
try:
    Library(Path({str(library_path())!r})).open("example.invalid", connect_timeout_ms=100)
except BridgeError as error:
    print(error.message)
"""
    env = {**os.environ, "LD_PRELOAD": str(tmp_path / "names.so")}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "cannot connect to example.invalid:18812: its name was not resolved in time\n", done.stderr


def test_an_address_that_does_not_answer_costs_the_others_nothing(tmp_path: Path) -> None:
    """A name has two addresses; at the first one a full queue lets connections wait."""
    source = """
    #include <arpa/inet.h>
    #include <netdb.h>
    #include <stdlib.h>
    static struct sockaddr_in addresses[2];
    static struct addrinfo found_ones[2];
    int getaddrinfo(const char* node, const char* service, const struct addrinfo* hints, struct addrinfo** found) {
      if (hints->ai_flags & AI_NUMERICHOST) return EAI_NONAME;
      for (int i = 0; i < 2; ++i) {
        addresses[i].sin_family = AF_INET;
        addresses[i].sin_port = htons(atoi(service));
        addresses[i].sin_addr.s_addr = inet_addr(i == 0 ? "127.0.0.2" : "127.0.0.1");
        found_ones[i].ai_family = AF_INET;
        found_ones[i].ai_addr = (struct sockaddr*)&addresses[i];
        found_ones[i].ai_addrlen = sizeof addresses[i];
      }
      found_ones[0].ai_next = &found_ones[1];
      *found = found_ones;
      return 0;
    }
    void freeaddrinfo(struct addrinfo* found) { (void)found; }
    """
    (tmp_path / "names.c").write_text(source)
    run("cc", "-shared", "-fPIC", "-o", tmp_path / "names.so", tmp_path / "names.c")
    server = HostileServer(PLAIN)
    port = int(server.address.rpartition(":")[2])
    code = f"""
from pathlib import Path
from tests.rpyc.bridge import Library
with Library(Path({str(library_path())!r})).open("two.invalid:{port}", connect_timeout_ms=5000) as client:
    print(client.alive())
"""
    env = {**os.environ, "LD_PRELOAD": str(tmp_path / "names.so")}
    with contextlib.ExitStack() as stack:
        mute = stack.enter_context(socket.create_server(("127.0.0.2", port), backlog=0))
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(mute.getsockname())
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=60
        )
    assert done.stdout == "True\n", done.stderr
