"""The C++ tests of tests/rpyc/live against every generation, service and transport."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rpyc.conftest import VERSIONS, Server, build_folder

SERVERS = [
    ("slave", "tcp", "Threaded"),
    ("classic", "tcp", "Threaded"),
    ("demo", "tcp", "Threaded"),
    ("slave", "tcp", "ThreadPool"),
    ("slave", "tcp", "Forking"),
    ("slave", "unix", "Threaded"),
    ("slave", "ipv6", "Threaded"),
    ("slave", "tls", "Threaded"),
    ("classic", "tls-client", "Threaded"),
]


def run_live(address: str, tests: str, certificates: Path) -> None:
    program = build_folder() / "tests/unit/rpyc/rpyc_live_test"
    env = {**os.environ, "RPYC_ADDRESS": address, "RPYC_TEST_CERTIFICATES": str(certificates)}
    done = subprocess.run([program, f"--gtest_filter={tests}"], env=env, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if "OK ]" not in line)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("service", "transport", "kind"), SERVERS)
def test_classic_services(
    start_server: Callable[..., Server], certificates: Path, version: str, service: str, transport: str, kind: str
) -> None:
    server = start_server(version, service, transport, kind)
    run_live(server.address, "Classic.*", certificates)
    server.kill()


@pytest.mark.parametrize("version", VERSIONS)
def test_plain_services(start_server: Callable[..., Server], certificates: Path, version: str) -> None:
    run_live(start_server(version, "plain").address, "Plain.*", certificates)
