"""Writing that cannot be done or is interrupted: the error names the file, and the next run mends."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from goray_gen.emit.manifest import MANIFEST
from goray_gen.emit.write_files import write_files
from goray_gen.errors import GenError

from tests.unit.render.emit.test_write_files import below, run_of

MANY = 400
WRITER = f"""\
import sys
from pathlib import Path
from goray_gen.emit.manifest import Run
from goray_gen.emit.write_files import write_files
out, text, interrupted = Path(sys.argv[1]), *sys.argv[2:]
replace = Path.replace

def replace_and_wait(self, target):
    if target.name == interrupted:
        print("the new file is there under its temporary name", flush=True)
        sys.stdin.read()
    return replace(self, target)

Path.replace = replace_and_wait
files = {{out / "python" / f"{{i}}.py": text * 20_000 for i in range({MANY})}}
write_files(out, Run("goray-gen", "calc", (Path("src"),), files))
"""


def interrupt(out: Path, name: str, sent: signal.Signals) -> None:
    """Sends the signal to a run that is about to put the file `name` in its place."""
    command = [sys.executable, "-c", WRITER, out, "a", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.send_signal(sent)
        assert process.wait() != 0


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("name", ["0.py", "200.py"])
def test_an_interrupted_run_is_mended_by_the_next(tmp_path: Path, sent: signal.Signals, name: str) -> None:
    files = tmp_path / "python"
    files.mkdir()
    (files / ".0.py.999999999.tmp").write_text("of a run that was killed long ago")
    interrupt(tmp_path, name, sent)
    assert not (files / name).exists()
    assert {path.read_text() for path in files.glob("*.py")} <= {"a" * 20_000}
    assert len(list(files.glob(".*"))) == (1 if sent == signal.SIGKILL else 0)
    subprocess.run([sys.executable, "-c", WRITER, tmp_path, "b", ""], check=True)
    assert below(tmp_path) == ["python", *sorted(f"python/{i}.py" for i in range(MANY))]
    write_files(tmp_path, run_of({}))
    assert below(tmp_path) == []


def test_what_an_interrupted_run_wrote_is_removed_if_it_is_no_longer_wanted(tmp_path: Path) -> None:
    interrupt(tmp_path, "50.py", signal.SIGKILL)
    write_files(tmp_path, run_of({tmp_path / "other": "1"}))
    assert [name for name in below(tmp_path) if not name.endswith(".tmp")] in (["other"], ["other", "python"])


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may have more than 2,000 bytes: a write stops in the middle, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_named_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    first, big = tmp_path / "first", tmp_path / "big"
    with pytest.raises(GenError, match=f"{big}: cannot be written: File too large"):
        write_files(tmp_path, run_of({first: "1", big: "1" * 3_000}))
    assert below(tmp_path) == ["first"]
    write_files(tmp_path, run_of({big: "1"}))
    assert below(tmp_path) == ["big"]


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder of another user than root, who is not asked for permission."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        if root := os.geteuid() == 0:
            os.seteuid(65534)
        yield folder
        if root:
            os.seteuid(0)


def test_a_folder_that_cannot_be_written(nobody: Path) -> None:
    locked = nobody / "gen"
    locked.mkdir()
    locked.chmod(0o555)
    for path in (locked / "x", locked / "cpp" / "x"):
        with pytest.raises(GenError, match=r"gen.*: cannot be written: Permission denied; make its folder writable"):
            write_files(locked, run_of({path: "1"}))
    assert below(nobody) == ["gen"]
    locked.chmod(0o755)
    write_files(locked, run_of({locked / "x": "1"}))
    assert below(nobody) == ["gen", "gen/x"]


def test_a_file_that_cannot_be_read(nobody: Path) -> None:
    path = nobody / "x"
    path.write_text("1")
    path.chmod(0)
    with pytest.raises(GenError, match=r"x: cannot be read: Permission denied"):
        write_files(nobody, run_of({path: "1"}))


@pytest.mark.parametrize("place", ["gen", "gen/cpp"])
def test_a_file_in_the_place_of_a_folder(tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    with pytest.raises(GenError, match=r"gen.*: cannot be written: .*; a file stands where a folder must be"):
        write_files(tmp_path / "gen", run_of({tmp_path / "gen" / "cpp" / "x": "1"}))
    assert path.read_text() == "mine"


@pytest.mark.parametrize("name", ["x", MANIFEST])
@pytest.mark.parametrize("kind", ["a FIFO", "a folder", "a link that leads nowhere", "a device"])
def test_something_else_in_the_place_of_a_file(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    if kind == "a FIFO":
        os.mkfifo(path)
    elif kind == "a folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "a device" else "nowhere")
    with pytest.raises(GenError, match=f"{name}: {kind} is in the place of a generated file"):
        write_files(tmp_path, run_of({tmp_path / "x": "1", tmp_path / "y": "1"}))
    assert not (tmp_path / "y").exists()


def test_a_link_in_the_place_of_a_file_stays(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    (tmp_path / "x").symlink_to("target")
    with pytest.raises(GenError, match="x: is a link, which goray-gen did not make"):
        write_files(tmp_path, run_of({tmp_path / "x": "1"}))
    assert (tmp_path / "target").read_text() == "mine"


@pytest.mark.parametrize("text", ["[]", "{", '{"runs": [1]}', '{"runs": [{"files": {}}]}', "[" * 100_000])
def test_a_damaged_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(GenError, match="damaged; remove it"):
        write_files(tmp_path, run_of({}))


def test_runs_at_the_same_time_keep_each_others_notes(tmp_path: Path) -> None:
    code = WRITER.replace('"calc"', "sys.argv[2]").replace('"src"', "sys.argv[2]").replace('"python"', "sys.argv[2]")
    processes = [subprocess.Popen([sys.executable, "-c", code, tmp_path, f"p{i}", ""]) for i in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert len(below(tmp_path)) == 3 * (MANY + 1)
    for i in range(3):
        write_files(tmp_path, run_of({}, f"p{i}"))
    assert below(tmp_path) == []
