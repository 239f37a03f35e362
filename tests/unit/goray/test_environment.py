"""What a job tells its workers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from goray import _environment as environment


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
def test_job_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, uploads: bool, wanted: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert environment.job_path(path.format(cwd=tmp_path), uploads_working_dir=uploads) == wanted.format(cwd=tmp_path)


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
def test_uploads_working_dir(init_args: dict[str, object], submitted: dict[str, object], wanted: bool) -> None:
    variables = {"RAY_JOB_CONFIG_JSON_ENV_VAR": json.dumps(submitted)} if submitted else {}
    assert environment.uploads_working_dir(init_args, variables) is wanted


def test_users_arguments_win_and_env_vars_unite() -> None:
    library = {"num_cpus": 2, "namespace": "lib", "runtime_env": {"env_vars": {"A": "lib", "B": "lib"}}}
    user = {"num_cpus": 4, "runtime_env": {"env_vars": {"B": "user"}, "pip": ["x"]}}
    merged = environment.merge_init_args(library, user)
    assert merged == {
        "num_cpus": 4,
        "namespace": "lib",
        "runtime_env": {"env_vars": {"A": "lib", "B": "user"}, "pip": ["x"]},
    }
    assert library["runtime_env"] == {"env_vars": {"A": "lib", "B": "lib"}}, "the arguments were changed"
    assert user["runtime_env"] == {"env_vars": {"B": "user"}, "pip": ["x"]}, "the arguments were changed"


def test_no_env_vars_no_runtime_env() -> None:
    assert environment.merge_init_args({"num_cpus": 2}, {}) == {"num_cpus": 2}


def test_job_env_vars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GORAY_DEBUG_LOGGING", raising=False)
    assert environment.job_env_vars("lib.so", "") == {"GORAY_BIN_PATH": "lib.so", "GORAY_PY_MUDULE_PATH": ""}
    monkeypatch.setenv("GORAY_DEBUG_LOGGING", "1")
    assert environment.job_env_vars("lib.so", "app.py")["GORAY_DEBUG_LOGGING"] == "1"


def test_a_worker_keeps_the_path_of_its_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GORAY_BIN_PATH", "build/app.so")
    assert environment.inherited_job_path("build/app.so") == "build/app.so"
    assert environment.inherited_job_path("other.so") == f"{os.getcwd()}/other.so"  # noqa: PTH109
