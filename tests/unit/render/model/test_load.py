"""interface.json that is damaged or of another version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from goray_gen.errors import GenError
from goray_gen.model.load import load

from tests.conftest import ROOT

GOOD: dict[str, Any] = json.loads((ROOT / "tests" / "golden" / "calc" / "interface.json").read_text())


def changed(path: list[str | int], value: Any) -> dict[str, Any]:
    data: Any = json.loads(json.dumps(GOOD))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


def test_golden_interface_loads() -> None:
    file = ROOT / "tests" / "golden" / "calc" / "interface.json"
    assert [task.name for task in load(file).tasks][:2] == ["Add", "Both"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ([], "expected an object, got an array"),
        (changed(["schema"], 99), "schema version 99, but this goray-gen reads 1; run the goray-gen that wrote it"),
        (changed(["tasks", 0, "name"], 3), r"tasks\[0\]\.name: expected a string, got a number"),
        (changed(["tasks", 0, "static"], 0), r"tasks\[0\]\.static: expected a boolean, got a number"),
        (changed(["tasks", 0, "result", "kind"], "blob"), r"tasks\[0\]\.result\.kind: 'blob' is not one of 'actor'"),
        (changed(["tasks", 0, "colour"], 1), r"tasks\[0\]\.colour: unknown member"),
        (changed(["actors"], None), "actors: expected an array, got null"),
        ({key: value for key, value in GOOD.items() if key != "enums"}, "enums: missing"),
    ],
)
def test_errors_name_file_and_place(data: Any, text: str, tmp_path: Path) -> None:
    file = tmp_path / "interface.json"
    file.write_text(json.dumps(data))
    with pytest.raises(GenError, match=rf"interface\.json: {text}"):
        load(file)


def test_truncated_and_missing_files(tmp_path: Path) -> None:
    file = tmp_path / "interface.json"
    with pytest.raises(GenError, match="No such file"):
        load(file)
    file.write_text('{"schema": 1,')
    with pytest.raises(GenError, match="not valid JSON"):
        load(file)
