"""Typed calls of Python from C++: a project with `PYTHON_TASKS` of several files, in folders, one with a space."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import cmake_arguments, own_output, run

PROJECT = Path(__file__).parent
DRIVER = """
import ray, calls, squares
ray.init()
calls_of = {name: getattr(calls.tasks, name) for name in calls.tasks.__all__}
arguments = {"Fourth": (2,), "Any": (1,)}
for name in sorted(calls_of):
    print(name, ray.get(calls_of[name].options(num_cpus=0).remote(*arguments.get(name, ()))), flush=True)
print("here", calls.tasks.Fourth(3), calls.tasks.Failure(), flush=True)
"""
PRINTED = """\
Actors 3 1 0 prices lives abab late
Any 8
Defaults [7.0, 13.0, 2.0]
Enums 1 3 1 red
Failure Get() of fail: ValueError: no tea
Fourth 16
Handles 62
Keywords 1 0 () there [1, 2] 1 | 1 2 (3, 'there') here [1, 2] 1 | there there \
| Hello Ada L Bye Ada L  long, So Ada L A d
Kinds 1 3 7 x a+b either
Modules 5 1.5,2 2 end 4 1500 2 label
SeveralObjects 2 0.5 side 9 4
Streams 6 4 5 Get() of broken: ValueError: no more numbers 8 9 a b | \
RemoteCallPyTask(pipeline.steps:line): TypeError: the Python task line yields, so it gives a stream, \
which a call by name does not: call it by the client that PYTHON_TASKS of \
goray_add_app() makes, which gives goray::StreamRefs
Untyped str float list
here 81 Get() of fail: ValueError: no tea
"""


@pytest.fixture(scope="module")
def built(build_app: Callable[..., Path]) -> Path:
    return build_app(PROJECT)


@pytest.fixture(scope="module")
def environment(built: Path, ray_address: str) -> Mapping[str, str]:
    """Of a program whose workers import what it can import."""
    path = os.pathsep.join(map(str, (built / "python", PROJECT, PROJECT / "my tasks")))
    job = json.dumps({"runtime_env": {"env_vars": {"PYTHONPATH": path}}})
    own = {"PYTHONPATH": path, "RAY_ADDRESS": ray_address, "RAY_JOB_CONFIG_JSON_ENV_VAR": job, "RAY_DEDUP_LOGS": "0"}
    return {**os.environ, **own}


def test_cpp_calls_python_in_workers_and_in_the_driver(environment: Mapping[str, str]) -> None:
    assert own_output(run(sys.executable, "-c", DRIVER, env={**environment})) == PRINTED


def test_a_driver_in_cpp(built: Path, environment: Mapping[str, str]) -> None:
    library = built / "python/calls/libcalls.so"
    printed = run("goray", "--py-defs", PROJECT / "my tasks/squares.py", library, env={**environment})
    assert own_output(printed) == "16 Get() of fail: ValueError: no tea\n3 1 0 prices lives abab late\n"


def test_a_changed_file_makes_the_header_anew(same_path: Path) -> None:
    """And nothing else does: neither building again, nor a change of a body."""
    source, binary = same_path / "a project", same_path / "build"
    shutil.copytree(PROJECT, source, ignore=shutil.ignore_patterns("test_*", "__pycache__"))
    run("cmake", "-S", source, "-B", binary, *cmake_arguments())
    header = binary / "goray/calls/cpp/calls.python.h"

    def build() -> str:
        return run("cmake", "--build", binary, "--target", "goray/calls/calls.stamp")

    build()
    text, made = header.read_text(), header.stat().st_mtime_ns
    assert "no work to do" in build()
    file = source / "my tasks" / "squares.py"
    file.write_text(file.read_text().replace("return x * x", "return x**2"))
    assert "goray-gen: calls" in build()
    assert (header.read_text(), header.stat().st_mtime_ns) == (text, made)
    file.write_text(file.read_text().replace("def square(x: int) -> int:", "def square(x: float) -> float:"))
    build()
    assert "ObjectRef<double>(double)> square{" in header.read_text()
    file.write_text(file.read_text().replace("def square(x: float)", "def square(x: Decimal)"))
    done = subprocess.run(
        ["cmake", "--build", binary, "--target", "goray/calls/calls.stamp"], text=True, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert "squares.py:12:15: error: what `Decimal` is cannot be seen" in done.stdout + done.stderr


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "app.cpp").touch()
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.22)\nproject(app CXX)\nfind_package(goray CONFIG REQUIRED)\n"
        "goray_add_app(app SOURCES app.cpp PYTHON_TASKS module=none.py)\n"
    )
    command = ["cmake", "-S", tmp_path, "-B", tmp_path / "build", *cmake_arguments()]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    told = " ".join(done.stderr.split())
    assert f"goray_add_app(app): PYTHON_TASKS: {tmp_path}/none.py does not exist" in told
