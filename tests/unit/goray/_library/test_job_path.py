"""Where workers find a file of the driver."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from goray._library.job_path import inherited_job_path, job_path, uploads_working_dir


@pytest.mark.parametrize(
    ("path", "uploads", "wanted"),
    [
        ("build/app.so", False, "{cwd}/build/app.so"),
        ("{cwd}/build/app.so", False, "{cwd}/build/app.so"),
        ("build/app.so", True, "build/app.so"),
        ("{cwd}/build/app.so", True, "build/app.so"),
        ("/opt/app.so", True, "/opt/app.so"),
    ],
)
def test_a_path_for_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, uploads: bool, wanted: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert job_path(path.format(cwd=tmp_path), uploads_working_dir=uploads) == wanted.format(cwd=tmp_path)


@pytest.mark.parametrize(
    ("init_args", "submitted", "wanted"),
    [
        ({}, {}, False),
        ({"runtime_env": None}, {}, False),
        ({"runtime_env": {"working_dir": "."}}, {}, True),
        ({}, {"runtime_env": {"working_dir": "gcs://x.zip"}}, True),
        ({}, {"runtime_env": {}}, False),
    ],
)
def test_whether_the_working_directory_is_uploaded(
    init_args: dict[str, object], submitted: dict[str, object], wanted: bool
) -> None:
    variables = {"RAY_JOB_CONFIG_JSON_ENV_VAR": json.dumps(submitted)} if submitted else {}
    assert uploads_working_dir(init_args, variables) is wanted


def test_a_worker_keeps_the_path_of_its_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GORAY_BIN_PATH", "build/app.so")
    assert inherited_job_path("build/app.so") == "build/app.so"
    assert inherited_job_path("other.so") == f"{os.getcwd()}/other.so"  # noqa: PTH109
