"""A worker's log: what C++ prints is there when the call is done, so is the call log, and what is told of a crash."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path

import gorayffi
import pytest
import ray
from goray import App
from goray._library.cpp_metrics import Row, record

from tests.conftest import ROOT, own_output


@pytest.fixture(scope="module")
def app(build_app: Callable[..., Path], ray_session: None) -> App:  # noqa: ARG001 - Ray has to run
    return App(build_app(ROOT / "tests/features/output") / "python/output/liboutput.so")


def exported_metrics() -> str:
    """What Prometheus would be told by the node of the session's Ray."""
    (node,) = [node for node in ray.nodes() if node["Alive"]]
    address = f"http://{node['NodeManagerAddress']}:{node['MetricsExportPort']}/metrics"
    with urllib.request.urlopen(address) as page:
        return str(page.read().decode())


def test_metrics_of_cpp_are_rays(app: App) -> None:
    speaker = app.actor_class("NewSpeaker").remote("")
    ray.get([speaker.Count.remote(by) for by in (3.0, 0.5)])
    deadline = time.monotonic() + 100  # Ray's workers report every ten seconds
    wanted = {
        r'ray_output_spoken(_total)?\{.*way="cout".*\} 3\.5',
        r"ray_output_last\{.*\} 0\.5",
        r'ray_output_sizes_bucket\{.*le="1\.0".*\} 1\.0',
        r"ray_output_sizes_count\{.*\} 2\.0",
    }
    while wanted:
        lines = [line for line in exported_metrics().splitlines() if "output_" in line]
        wanted = {pattern for pattern in wanted if not any(re.fullmatch(pattern, line) for line in lines)}
        assert time.monotonic() < deadline, (wanted, lines)
        time.sleep(0.2)


@pytest.mark.usefixtures("ray_session")
def test_a_metric_that_ray_refuses_is_said_once_and_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "goray")
    refused: Row = ("counter", "output_refused", "", ["way"], [], {}, [(1.0, 1)])  # the tag has no value
    taken: Row = ("counter", "output_taken", "", [], [], {}, [(1.0, 1)])
    assert record([refused, taken])
    assert record([refused, taken])
    (told,) = [entry.getMessage() for entry in caplog.records if entry.name == "goray"]
    assert told.startswith("Ray does not take the metric output_refused of C++: Missing value for tag key(s): way")


def log_of(pid: int, stream: str) -> str:
    """What a worker wrote, as Ray keeps it and sends it to the driver."""
    logs = Path(ray._private.worker.global_worker.node.get_logs_dir_path())
    (path,) = logs.glob(f"worker-*-{pid}.{stream}")
    return path.read_text()


@pytest.mark.parametrize(
    ("way", "stream"), [("cout", "out"), ("printf", "out"), ("unsynced", "out"), ("clog", "err"), ("cerr", "err")]
)
def test_a_task_prints(app: App, way: str, stream: str) -> None:
    text = uuid.uuid4().hex
    assert text in log_of(ray.get(app.task("Say").remote(way, text)), stream)


def test_a_task_that_fails_prints(app: App) -> None:
    text = uuid.uuid4().hex
    with pytest.raises(gorayffi.NativeError) as caught:
        ray.get(app.task("Say").remote("throw", text))
    assert text in log_of(int(caught.value.message), "out")


def test_an_actor_prints(app: App) -> None:
    made, called = uuid.uuid4().hex, uuid.uuid4().hex
    speaker = app.actor_class("NewSpeaker").remote(made)
    log = log_of(ray.get(speaker.Say.remote("unsynced", called)), "out")
    assert made in log
    assert called in log


def test_the_call_log_of_a_worker(app: App) -> None:
    text = uuid.uuid4().hex
    task = app.task("Say", runtime_env={"env_vars": {"GORAY_DEBUG_LOGGING": "1"}})
    log = log_of(ray.get(task.remote("cout", text)), "err")
    assert re.search(r"-> CMD_RUN_TASK 'Say' \d+ B -> \d B, code 0, [\d.]+ us", log)


def test_cpp_logs_by_pythons_logging(app: App, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "output")
    app.run_task("Log", logging.INFO, "ten % of é")
    app.run_task("Log", logging.DEBUG, "switched off")
    app.run_task("LogFromThread", "from a thread")
    source = (ROOT / "tests/features/output/output.cpp").read_text().splitlines()
    line = source.index("    goray::Log(static_cast<goray::LogLevel>(level), text);") + 1
    assert [record.getMessage() for record in caplog.records] == ["ten % of é", "from a thread"]
    first, other = caplog.records
    assert (first.name, first.levelname) == ("output", "INFO")
    assert (first.filename, first.lineno, first.funcName) == ("output.cpp", line, "Log")
    assert other.levelname == "ERROR"


def test_cpp_logs_where_a_filter_fails(
    app: App, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: logging.LogRecord) -> bool:
        raise ValueError("the filter failed")

    monkeypatch.setattr(logging.getLogger("output"), "filters", [fail])
    app.run_task("Log", logging.ERROR, "kept")
    assert re.fullmatch(r"ERROR output\.cpp:\d+\] kept\n", own_output(capfd.readouterr().err))


def test_log_of_a_task_has_rays_ids(app: App, ray_address: str) -> None:
    text = uuid.uuid4().hex
    code = f"""
import ray
from goray import App
ray.init({ray_address!r}, logging_config=ray.LoggingConfig(encoding="JSON", log_level="INFO"))
ref = App({app.path!r}).task("Log").remote({logging.INFO}, {text!r})
ray.get(ref)
print(ref.task_id().hex())
ray.shutdown()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    logs = Path(ray._private.worker.global_worker.node.get_logs_dir_path()).glob("worker-*.err")
    (record,) = [json.loads(line) for log in logs for line in log.read_text().splitlines() if text in line]
    assert record["task_id"] == own_output(done.stdout).strip()
    assert (record["filename"], record["task_name"]) == ("output.cpp", "Log")


def test_a_crash_tells_the_signal_and_the_python_stack(app: App) -> None:
    speaker = app.actor_class("NewSpeaker").remote("")
    pid = ray.get(speaker.Say.remote("cout", ""))
    with pytest.raises(ray.exceptions.RayActorError):
        ray.get(speaker.Crash.remote())
    log = log_of(pid, "err")
    assert "Fatal Python error: Segmentation fault" in log
    assert "Stack (most recent call first)" in log
