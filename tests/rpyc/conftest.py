"""Real RPyC servers of both generations, each in an environment of its own below build/rpyc-venvs."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, deep_if, locked, run
from tests.rpyc.bridge import Client, Library

VERSIONS = (pytest.param("5.3.1", marks=deep_if(True)), "6.0.2")
"""Both generations of the server. The older one is asked all the same again, so only by `make check-deep`."""
HERE = Path(__file__).parent


def environment(version: str) -> Path:
    """The Python of an environment with that RPyC and numpy, made on first use."""
    python = ROOT / "build" / "rpyc-venvs" / version / "bin" / "python"
    stamp = python.parent / "ready"
    with locked(python.parents[1]):
        if not stamp.exists():
            run(sys.executable, "-m", "venv", python.parents[1])
            run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", f"rpyc=={version}", "numpy")
            stamp.touch()
    return python


def build_folder() -> Path:
    return ROOT / os.environ.get("GORAY_RPYC_BUILD", "build/release")


def library_path() -> Path:
    """The installed library, or that of the build folder named in GORAY_RPYC_BUILD."""
    spec = importlib.util.find_spec("goray")
    installed = (
        [Path(folder) / "lib/librpyc_bridge.so" for folder in (spec.submodule_search_locations or ())] if spec else []
    )
    candidates = [build_folder() / "runtime/rpyc/librpyc_bridge.so", *installed]
    if "GORAY_RPYC_BUILD" not in os.environ:
        candidates.reverse()
    for path in candidates:
        if path.exists():
            return path
    pytest.fail(f"librpyc_bridge.so is in none of {', '.join(map(str, candidates))}; build it: scripts/build --tests")


SOURCES = f"{ROOT / 'python'}:{ROOT / 'runtime/rpyc/helper'}"
"""For the Python of a server, which has another version of RPyC and not this package."""


@dataclass
class Server:
    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


@pytest.fixture(scope="session")
def bridge() -> Library:
    return Library(library_path())


@pytest.fixture(scope="session")
def package() -> Path:
    """The installed package `goray`, with the bridge's headers and libraries."""
    return Path(run(sys.executable, "-m", "goray_gen", "rpyc", "--where").strip())


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, certificates it gave to a server and a client, and another authority."""
    folder = tmp_path_factory.mktemp("certificates")

    def openssl(*words: str) -> None:
        run("openssl", *words, cwd=folder)

    for name in ("ca", "other"):
        openssl(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={name}",
            "-keyout",
            f"{name}.key",
            "-out",
            f"{name}.pem",
        )
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    for name, authority in (("server", "ca"), ("client", "ca"), ("stranger", "other")):
        openssl(
            "req",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            f"/CN={name}",
            "-keyout",
            f"{name}.key",
            "-out",
            f"{name}.csr",
        )
        openssl(
            "x509",
            "-req",
            "-in",
            f"{name}.csr",
            "-CA",
            f"{authority}.pem",
            "-CAkey",
            f"{authority}.key",
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            "names",
            "-out",
            f"{name}.pem",
        )
    return folder


@pytest.fixture(scope="session")
def start_server(certificates: Path) -> Iterator[Callable[..., Server]]:
    """`start_server(version, service, transport, server)`; ends with the session, or when killed."""
    started: list[Server] = []

    def start(version: str, service: str = "slave", transport: str = "tcp", kind: str = "Threaded") -> Server:
        process = subprocess.Popen(
            [environment(version), HERE / "serve.py", service, transport, kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "RPYC_TEST_CERTIFICATES": str(certificates), "PYTHONPATH": SOURCES},
        )
        assert process.stdout
        server = Server(process, process.stdout.readline().strip())
        started.append(server)
        assert server.address, f"no RPyC {version} server"
        return server

    yield start
    for server in started:
        server.close()


@pytest.fixture(scope="session")
def shared_server(start_server: Callable[..., Server]) -> Callable[..., Server]:
    """As `start_server`, but one for all tests of the session; do not kill it."""
    running: dict[tuple[str, ...], Server] = {}

    def get(*words: str) -> Server:
        if words not in running:
            running[words] = start_server(*words)
        return running[words]

    return get


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def slave(bridge: Library, shared_server: Callable[..., Server], version: str) -> Iterator[Client]:
    """A client of a slave server, of each generation."""
    with bridge.open(shared_server(version, "slave").address) as client:
        yield client
