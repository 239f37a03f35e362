"""Generated files on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from goray_gen.emit.write_files import MANIFEST, differences, extend_depfile, write_files
from goray_gen.errors import GenError


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_unchanged_files_are_not_written(tmp_path: Path) -> None:
    files = {tmp_path / "a" / "x.py": "1\n", tmp_path / "y.py": "2\n"}
    assert len(write_files(tmp_path, files)) == 3
    before = times(tmp_path)
    assert write_files(tmp_path, files) == []
    assert times(tmp_path) == before
    files[tmp_path / "y.py"] = "3\n"
    assert write_files(tmp_path, files) == [tmp_path / "y.py"]


def test_files_of_an_earlier_run_are_removed_and_no_others(tmp_path: Path) -> None:
    out, python = tmp_path / "gen", tmp_path / "elsewhere"
    write_files(out, {out / "old.h": "", python / "old.py": "", python / "kept.py": ""})
    (python / "mine.py").write_text("")
    write_files(out, {python / "kept.py": ""})
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [MANIFEST, "kept.py", "mine.py"]


def test_check_lists_and_writes_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {tmp_path / "same": "1", tmp_path / "edited": "1", tmp_path / "stale": "1"})
    (tmp_path / "edited").write_text("2")
    before = times(tmp_path)
    wanted = {tmp_path / "same": "1", tmp_path / "edited": "1", tmp_path / "new": "1"}
    assert differences(tmp_path, wanted) == [
        f"{tmp_path}/edited: differs",
        f"{tmp_path}/new: missing",
        f"{tmp_path}/stale: no longer generated",
    ]
    assert times(tmp_path) == before


def test_damaged_manifest_and_unwritable_folder(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[]")
    with pytest.raises(GenError, match="damaged; remove it"):
        write_files(tmp_path, {})
    (tmp_path / "file").write_text("")
    with pytest.raises(GenError, match="cannot"):
        write_files(tmp_path / "out", {tmp_path / "file" / "x": ""})


def test_depfile_gets_more_prerequisites(tmp_path: Path) -> None:
    depfile = tmp_path / "d"
    depfile.write_text("target: \\\n  a.h\n")
    extend_depfile(depfile, [Path("/x/b c.py")])
    assert depfile.read_text() == "target: \\\n  a.h \\\n  /x/b\\ c.py\n"
