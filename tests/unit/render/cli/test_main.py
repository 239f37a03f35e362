"""The command `goray-gen`, with the real scanner."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from goray_gen.cli import rpyc
from goray_gen.cli.app import default_package
from goray_gen.cli.main import main
from goray_gen.errors import GenError

from tests.conftest import ROOT

SERVICE = ROOT / "examples" / "rpyc_go" / "functions.py"
HEADER = "#include <goray/annotations.h>\nstruct GORAY_TASKS Tasks {\n  int Twice(int n) const { return 2 * n; }\n};\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "twice"
    folder.mkdir()
    (folder / "app.h").write_text(HEADER)
    return folder


def test_writes_all_outputs_and_then_nothing(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "gen"
    assert main([str(source), "-o", str(out), "--depfile", str(tmp_path / "d"), "--depfile-target", "t"]) == 0
    names = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert [name for name in names if "python" not in name] == [
        ".goray-gen.json",
        "cpp/twice.dispatch.cpp",
        "cpp/twice.goray.h",
        "cpp/twice.remote.h",
        "interface.json",
    ]
    assert "python/twice/tasks.pyi" in names
    assert (tmp_path / "d").read_text().startswith("t:")
    assert "python/tasks.pyi.j2" in (tmp_path / "d").read_text()
    assert "goray_gen/lower/names.py" in (tmp_path / "d").read_text()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert main([str(source), "-o", str(out)]) == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_python_tasks_are_a_header_of_the_run(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, file, depfile = tmp_path / "gen", tmp_path / "my tasks.py", tmp_path / "d"
    file.write_text("import goray\n@goray.remote\ndef square(x: int) -> int: ...\n")
    command = [str(source), "-o", str(out), "--python-tasks", str(file)]
    assert main([*command, "--check"]) == 1
    assert "twice.python.h: missing" in capsys.readouterr().err
    assert main([*command, "--depfile", str(depfile)]) == 0
    header = out / "cpp" / "twice.python.h"
    assert 'square{"square"}' in header.read_text()
    assert str(tmp_path) not in header.read_text()
    assert "my\\ tasks.py" in depfile.read_text()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert main([*command]) == main([*command, "--check"]) == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    file.write_text(file.read_text().replace("square", "cube"))
    assert main(command) == 0
    assert 'cube{"cube"}' in header.read_text()
    assert main(command[:3]) == 0
    assert not header.exists()


def test_errors_of_python_and_of_cpp_are_reported_at_once(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (source / "app.h").write_text(HEADER.replace("int Twice(int n)", "int Twice(int* n)"))
    file = tmp_path / "app.py"
    file.write_text("import ray\n@ray.remote\nasync def square(x: int) -> int: ...\n")
    command = [str(source), "-o", str(tmp_path / "gen"), "--python-tasks", str(file)]
    assert main(command) == 1
    told = capfd.readouterr().err
    assert "app.py:3:11: error" in told
    assert "[GR1405]" in told
    assert "[GR1201]" in told
    (source / "app.h").write_text(HEADER)
    assert main(command) == 1
    assert not (tmp_path / "gen").exists()
    assert main([*command[:3], "--python-tasks", "none.py"]) == 2
    assert "goray-gen: error: --python-tasks none.py: no such file" in capfd.readouterr().err


RENDERS = "goray_gen.emit.generate"


def imported_by(*arguments: str | Path) -> set[str]:
    """The modules that a run of goray-gen imports."""
    command = [sys.executable, "-X", "importtime", "-m", "goray_gen", *map(str, arguments)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True)
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_nothing_is_rendered_if_all_is_up_to_date(source: Path, tmp_path: Path) -> None:
    assert RENDERS in imported_by(source, "-o", tmp_path / "gen")
    (source / "app.h").write_text(HEADER.replace("2 * n", "n + n"))
    assert RENDERS not in imported_by(source, "-o", tmp_path / "gen")


@pytest.mark.parametrize(
    "options",
    [("--python-names", "snake_case"), ("--python-out", "other"), ("--unit", "unit.cpp"), ("--package", "other")],
)
def test_other_options_make_other_files(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, str]
) -> None:
    def written() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.suffix in (".cpp", ".py")}

    monkeypatch.chdir(tmp_path)
    command = [str(source), "-o", "gen"]
    assert main(command) == 0
    before = written()
    assert main([*command, *options]) == 0
    assert written() != before
    assert main(command) == 0
    assert written().items() >= before.items()


def test_a_file_that_was_changed_or_removed_is_written_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "gen"
    assert main([str(source), "-o", str(out)]) == 0
    header, table = out / "cpp" / "twice.goray.h", out / "cpp" / "twice.dispatch.cpp"
    before = [header.read_text(), table.read_text()]
    header.write_text(header.read_text() + "// more\n")
    table.unlink()
    assert main([str(source), "-o", str(out)]) == 0
    assert [header.read_text(), table.read_text()] == before


def test_check(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "gen"
    command = [str(source), "-o", str(out)]
    assert main([*command, "--check"]) == 1
    assert not out.exists()
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    (source / "app.h").write_text(HEADER.replace("Twice", "Double"))
    capsys.readouterr()
    assert main([*command, "--check"]) == 1
    assert f"{out}/interface.json: differs" in capsys.readouterr().err


def test_scanner_diagnostics_give_exit_code_1_and_name_their_page(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "app.h").write_text(HEADER.replace("int n", "int* n, int** m"))
    assert main([str(source), "-o", str(tmp_path / "gen")]) == 1
    assert not (tmp_path / "gen").exists()
    *diagnostics, last = capsys.readouterr().err.splitlines()
    assert any(line.endswith("[GR1201]") for line in diagnostics)
    assert last == "goray-gen: `goray-gen explain GR1201` says more, and what to write instead"


def test_several_commands_use_one_folder(source: Path, tmp_path: Path) -> None:
    out, other, service = tmp_path / "gen", tmp_path / "other", tmp_path / "service.py"
    other.mkdir()
    (other / "app.h").write_text(HEADER)
    service.write_text("def f(a: int) -> int: return a\n")
    rpyc = ["rpyc", str(service), "-o", str(out)]
    commands = [
        [str(source), "-o", str(out)],
        [str(other), "-o", str(out)],
        *([*rpyc, "--lang", x] for x in ("cpp", "python")),
    ]
    for command in commands:
        assert main(command) == 0
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names >= {
        "cpp/twice.dispatch.cpp",
        "cpp/other.dispatch.cpp",
        "cpp/service.rpyc.h",
        "python/service_client.py",
    }
    assert [main([*command, "--check"]) for command in commands] == [0, 0, 0, 0]


def test_a_folder_that_is_a_file(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gen").write_text("mine")
    assert main([str(source), "-o", str(tmp_path / "gen")]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"goray-gen: error: {tmp_path}/gen: cannot be written: File exists; a file stands where a")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_without_a_traceback(source: Path, tmp_path: Path, sent: signal.Signals) -> None:
    os.mkfifo(source / "slow.fifo")
    (source / "app.h").write_text('#include "slow.fifo"\n' + HEADER)
    command = [sys.executable, "-m", "goray_gen", source, "-o", tmp_path / "gen"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)})
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (scanner := children.read_text()):
        assert process.poll() is None
    process.send_signal(sent)
    _, stderr = process.communicate()
    assert (process.returncode, stderr) == (130, "goray-gen: interrupted; run it again\n")
    assert [path.name for path in tmp_path.iterdir()] == ["twice"]
    assert not Path(f"/proc/{int(scanner)}").exists()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["nowhere", "-o", "gen"], "nowhere: no such file or folder"),
        ([".", "-o", "gen", "--package", "a.1b"], "package a.1b: `1b` is not a name that a package can have"),
        ([".", "-o", "gen", "--package", "a.import"], "`import` is not a name that a package can have"),
        ([".", "-o", "gen", "--package", "json"], "it would hide `json`, Python's standard library"),
        ([".", "-o", "gen", "--package", "ray.mine"], "it would hide `ray`, a package that Ray and goray need"),
        ([".", "-o", "gen", "-p", "nowhere"], "-p nowhere: no compile_commands.json in this folder"),
        ([".", "-o", "gen", "--root", "nowhere"], "--root nowhere: no such folder"),
        (["rpyc", "x.py", "-o", "gen", "--module", 'a"; b'], '--module a"; b: not the name of a Python module'),
        (
            ["rpyc", str(SERVICE), "-o", "gen", "--package", "a-b"],
            "--package a-b: not a name that a Go package can have",
        ),
        (["rpyc", str(SERVICE), "-o", "gen", "--package", "func"], "--package func: not a name that a Go package"),
        (["rpyc", str(SERVICE), "-o", "gen", "--package", "x; var y"], "--package x; var y: not a name that a Go"),
        ([".", "-o", "gen", "--depfile-target", "x"], "--depfile-target needs --depfile"),
    ],
)
def test_wrong_usage(arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("goray-gen: error: ")
    assert text in error


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir])
def test_a_service_that_is_not_a_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "service.py")
    with pytest.raises(GenError, match=r"service.py: not a file"):
        rpyc.run([str(tmp_path / "service.py"), "-o", str(tmp_path / "gen")])


@pytest.mark.parametrize("name", ['a"b.h', "a\nb.h", 'f"/a.h'])
def test_a_file_that_cpp_cannot_include(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "src" / name
    path.parent.mkdir(parents=True)
    path.write_text(HEADER)
    assert main([str(tmp_path / "src"), "-o", str(tmp_path / "gen")]) == 2
    assert "cannot include a file whose name has a quote or a control character; rename it" in capsys.readouterr().err


def test_cmake_dir(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cmake-dir"]) == 0
    assert (Path(capsys.readouterr().out.strip()) / "goray-config.cmake").is_file()


@pytest.mark.parametrize(
    ("folder", "package"),
    [("calc", "calc"), ("calc/src", "calc"), ("my-app", "my_app"), ("2d/include", "_2d"), ("class", "class_")],
)
def test_default_package(folder: str, package: str, tmp_path: Path) -> None:
    path = tmp_path / folder
    path.mkdir(parents=True)
    assert default_package([path]) == package


def test_no_package_from_a_folder_without_letters(tmp_path: Path) -> None:
    (tmp_path / "--").mkdir()
    with pytest.raises(GenError, match="give one with --package NAME"):
        default_package([tmp_path / "--"])
