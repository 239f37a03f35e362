"""What a job tells its workers."""

from __future__ import annotations

import pytest
from goray._app import runtime_env


def test_users_arguments_win_and_env_vars_unite() -> None:
    library = {"num_cpus": 2, "namespace": "lib", "runtime_env": {"env_vars": {"A": "lib", "B": "lib"}}}
    user = {"num_cpus": 4, "runtime_env": {"env_vars": {"B": "user"}, "pip": ["x"]}}
    merged = runtime_env.merge_init_args(library, user)
    assert merged == {
        "num_cpus": 4,
        "namespace": "lib",
        "runtime_env": {"env_vars": {"A": "lib", "B": "user"}, "pip": ["x"]},
    }
    assert library["runtime_env"] == {"env_vars": {"A": "lib", "B": "lib"}}, "the arguments were changed"
    assert user["runtime_env"] == {"env_vars": {"B": "user"}, "pip": ["x"]}, "the arguments were changed"


def test_no_env_vars_no_runtime_env() -> None:
    assert runtime_env.merge_init_args({"num_cpus": 2}, {}) == {"num_cpus": 2}


def test_job_env_vars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GORAY_DEBUG_LOGGING", raising=False)
    assert runtime_env.job_env_vars("lib.so", "") == {"GORAY_BIN_PATH": "lib.so", "GORAY_PY_MUDULE_PATH": ""}
    monkeypatch.setenv("GORAY_DEBUG_LOGGING", "1")
    assert runtime_env.job_env_vars("lib.so", "app.py")["GORAY_DEBUG_LOGGING"] == "1"
