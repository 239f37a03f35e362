"""Runs one RPyC server: serve.py SERVICE TRANSPORT [SERVER]. Prints its address, then serves until stdin closes.

Runs in environments that hold only rpyc and numpy.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rpyc
from rpyc.core.service import ClassicService, SlaveService
from rpyc.utils import server as servers
from rpyc.utils.authenticators import SSLAuthenticator


class DemoService(ClassicService):
    """As in the wild: a classic service that overrides on_connect() without calling it."""

    def on_connect(self, conn: Any) -> None:
        pass

    def exposed_echo(self, message: str) -> str:
        return f"Echo: {message}"

    def exposed_add(self, a: int, b: int) -> int:
        return a + b


class Point:
    def __init__(self) -> None:
        self.x = 1
        self.exposed_y = 2
        self._z = 3

    def __enter__(self) -> Point:
        return self

    def __exit__(self, *_: object) -> None:
        self.exposed_y = 0

    def norm(self) -> int:
        return 5


class PlainService(rpyc.Service):
    exposed_pi = math.pi
    exposed_sqrt = staticmethod(math.sqrt)

    def exposed_mean(self, numbers: list[float]) -> object:
        import numpy

        return numpy.mean(numbers)

    def exposed_distance(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5

    def exposed_stats(self, numbers: list[float]) -> dict[str, object]:
        return {"count": len(numbers), "sum": sum(numbers), "all": list(numbers), "seen": {1}}

    def exposed_numpy(self) -> list[object]:
        import numpy

        return [numpy.float64(1.5), numpy.int32(7), numpy.bool_(True)]

    def exposed_numbers(self) -> Iterator[int]:
        return iter(range(10_000))

    def exposed_point(self) -> Point:
        return Point()

    def exposed_execute(self, statement: str) -> str:
        return f"would have run {statement}"

    def exposed_fail(self) -> None:
        raise KeyError("missing")

    def exposed_same(self, value: object) -> object:
        return value

    def exposed_sleep(self, seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    def hidden(self) -> int:
        return 1


def goray_service() -> type[rpyc.Service]:
    """That of `python -m goray.rpyc_server`."""
    from goray.rpyc_server import AllowList, make_service

    return make_service(AllowList(frozenset(["math", "numpy.mean"])))


SERVICES = {
    "slave": lambda: SlaveService,
    "classic": lambda: ClassicService,
    "demo": lambda: DemoService,
    "plain": lambda: PlainService,
    "goray": goray_service,
}
CONFIGS = {
    "demo": {"allow_all_attrs": True},
    "plain-public": {"allow_public_attrs": True},
    "plain-all": {"allow_all_attrs": True},
    "plain-unsafe": {"allow_safe_attrs": False},
    "plain-unexposed": {"allow_exposed_attrs": False, "allow_public_attrs": True},
    "plain-silent": {"include_local_traceback": False, "include_local_version": False},
}


def main() -> None:
    service, transport, kind = sys.argv[1], sys.argv[2], (sys.argv[3:] or ["Threaded"])[0]
    options: dict[str, Any] = {"protocol_config": CONFIGS.get(service, {})}
    scheme, shown = "", "127.0.0.1"
    if transport == "unix":
        options["socket_path"] = tempfile.mktemp(prefix="rpyc-", suffix=".sock")
    elif transport == "ipv6":
        options.update(hostname="::1", ipv6=True)
        shown = "[::1]"
    else:
        options["hostname"] = "127.0.0.1"
    if transport.startswith("tls"):
        folder = Path(os.environ["RPYC_TEST_CERTIFICATES"])
        client_ca = folder / "ca.pem" if transport == "tls-client" else None
        options["authenticator"] = SSLAuthenticator(folder / "server.key", folder / "server.pem", client_ca)
        scheme = "tls://"
    server = getattr(servers, f"{kind}Server")(SERVICES[service.split("-")[0]](), **options)
    server._listen()
    print(f"unix:{server.port}" if transport == "unix" else f"{scheme}{shown}:{server.port}", flush=True)
    threading.Thread(target=end_with_stdin, daemon=True).start()
    server.start()


def end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
