"""The reader of a server's bytes, fuzzed for a while: no crash, no leak, no message that takes long."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
OPTIONS = {
    "CMAKE_CXX_COMPILER": "clang++-19",
    "CMAKE_C_COMPILER": "clang-19",
    "CMAKE_BUILD_TYPE": "Release",
    "GORAY_FUZZ": "ON",
    "GORAY_BUILD_GENERATOR": "OFF",
    "GORAY_BUILD_RUNTIME": "OFF",
    "GORAY_BUILD_EXTENSION": "OFF",
}


@pytest.mark.deep
def test_the_reader_of_a_servers_bytes(tmp_path: Path) -> None:
    build = ROOT / "build/fuzz"
    run("cmake", "-S", ROOT, "-B", build, "-G", "Ninja", *(f"-D{name}={value}" for name, value in OPTIONS.items()))
    run("cmake", "--build", build, "--target", "rpyc_reader_fuzz")
    found = shutil.copytree(CORPUS, tmp_path / "corpus")
    limits = ("-max_total_time=20", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1024")
    run(build / "tests/unit/rpyc/rpyc_reader_fuzz", *limits, f"-artifact_prefix={tmp_path}/", found)
