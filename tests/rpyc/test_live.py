"""The C++ tests of tests/rpyc/live against every generation, service and transport."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rpyc.conftest import VERSIONS, Server, build_folder

# What a transport or a way to serve can spoil.
TRANSPORT = "CallsSpread* ScalarsAreExact ArraysTravel* FuturesCome* ManyRequests* ThreadsShare* TimeLimits"
CONCURRENCY = "FuturesCome* ManyRequests* CallsRunOnce"
SERVERS = [
    ("slave", "tcp", "Threaded", "*"),
    ("classic", "tcp", "Threaded", "*"),
    ("demo", "tcp", "Threaded", "*"),
    ("slave", "tcp", "ThreadPool", CONCURRENCY),
    ("slave", "tcp", "Forking", CONCURRENCY),
    ("slave", "unix", "Threaded", TRANSPORT),
    ("slave", "ipv6", "Threaded", TRANSPORT),
    ("slave", "tls", "Threaded", TRANSPORT),
    ("classic", "tls-client", "Threaded", TRANSPORT),
]


def run_live(address: str, tests: str, certificates: Path) -> None:
    program = build_folder() / "tests/unit/rpyc/rpyc_live_test"
    env = {**os.environ, "RPYC_ADDRESS": address, "RPYC_TEST_CERTIFICATES": str(certificates)}
    done = subprocess.run([program, f"--gtest_filter={tests}"], env=env, text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if "OK ]" not in line)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("service", "transport", "kind", "tests"), SERVERS, ids=lambda word: word.split()[0])
def test_classic_services(
    shared_server: Callable[..., Server],
    certificates: Path,
    version: str,
    service: str,
    transport: str,
    kind: str,
    tests: str,
) -> None:
    address = shared_server(version, service, transport, kind).address
    run_live(address, ":".join(f"Classic.{name}" for name in tests.split()), certificates)


@pytest.mark.parametrize("version", VERSIONS)
def test_plain_services(shared_server: Callable[..., Server], certificates: Path, version: str) -> None:
    run_live(shared_server(version, "plain").address, "Plain.*", certificates)
