"""The compile commands of one app, out of a project's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goray_gen.cli.compile_commands import HEADERS, response_files, select_commands
from goray_gen.errors import GenError


def entry(file: str, output: str, where: str = "output") -> dict[str, str]:
    given = {"directory": "/build", "file": file, "command": f"g++ -DX={output} -o {output} -c {file}"}
    return {**given, "output": output} if where == "output" else given


def select(tmp_path: Path, *entries: dict[str, str]) -> list[str]:
    """The files of the entries for the target `shop`, whose source `src/a.cpp` has a unit."""
    (tmp_path / "compile_commands.json").write_text(json.dumps(entries))
    found = select_commands(tmp_path, "CMakeFiles/shop.dir", "shop", {"src/a.cpp": Path("/src/a.cpp")})
    return [item["file"] for item in found]


@pytest.mark.parametrize("where", ["output", "command"])
def test_entries_of_other_targets_are_left_out(where: str, tmp_path: Path) -> None:
    own = entry("/src/b.cpp", "sub/CMakeFiles/shop.dir/b.cpp.o", where)
    others = [entry("/src/b.cpp", f"CMakeFiles/{name}.dir/b.cpp.o", where) for name in ("shop2", "bookshop")]
    assert select(tmp_path, *others, own) == ["/src/b.cpp"]


def test_units_stand_for_what_they_include(tmp_path: Path) -> None:
    units = "/build/goray/shop/units/"
    objects = "CMakeFiles/shop.dir/goray/shop/units/"
    paths = ("shop.dispatch/src/a.dispatch.cpp", "shop.dispatch.cpp")
    assert select(tmp_path, *(entry(units + path, objects + path) for path in paths)) == ["/src/a.cpp", HEADERS]


def test_the_command_of_a_unit_reads_what_the_unit_stands_for(tmp_path: Path) -> None:
    unit = "/build/goray/shop/units/shop.dispatch.cpp"
    given = entry(unit, "CMakeFiles/shop.dir/goray/shop/units/shop.dispatch.cpp.o")
    (tmp_path / "compile_commands.json").write_text(json.dumps([given]))
    [found] = select_commands(tmp_path, "CMakeFiles/shop.dir", "shop", {})
    assert found["arguments"][-2:] == ["-c", HEADERS]
    assert unit not in found["arguments"]


def test_a_relative_file_is_in_the_commands_folder(tmp_path: Path) -> None:
    assert select(tmp_path, entry("../b.cpp", "CMakeFiles/shop.dir/b.cpp.o")) == ["/build/../b.cpp"]


def test_response_files_are_what_the_scan_depends_on_as_well(tmp_path: Path) -> None:
    (tmp_path / "includes.rsp").touch()
    command = {"directory": str(tmp_path), "command": "g++ @includes.rsp @none.rsp -DX=@includes.rsp a.cpp"}
    assert response_files([command, command]) == [tmp_path / "includes.rsp"]


@pytest.mark.parametrize(
    ("text", "message"),
    [(None, "no such file"), ("[", "cannot be read"), ("[]", "no command makes an object in CMakeFiles/shop.dir")],
)
def test_a_file_of_no_use_is_named(text: str | None, message: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "compile_commands.json").write_text(text)
    with pytest.raises(GenError, match=message) as caught:
        select_commands(tmp_path, "CMakeFiles/shop.dir", "shop", {})
    assert str(tmp_path) in str(caught.value)
    assert "configure the project again" in str(caught.value)
