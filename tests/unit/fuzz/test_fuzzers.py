"""What reads bytes of others, fuzzed for a while from its corpus: no crash, no leak, no input that takes long."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, locked, run

FOLDER = Path(__file__).parent
NAMES = sorted(path.name.removesuffix("_fuzz.cpp") for path in FOLDER.glob("*_fuzz.cpp"))


@pytest.mark.deep
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_bytes_of_others(name: str, tmp_path: Path) -> None:
    with locked(ROOT / "build/fuzz"):
        run("cmake", "--preset", "fuzz", cwd=ROOT)
        run("cmake", "--build", "--preset", "fuzz", cwd=ROOT)
    corpus = shutil.copytree(FOLDER / "corpus" / name, tmp_path / "corpus")
    limits = ("-max_total_time=20", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1024")
    run(ROOT / f"build/fuzz/tests/unit/fuzz/{name}_fuzz", *limits, f"-artifact_prefix={tmp_path}/", corpus)
