"""interface.schema.json describes what goray-scan writes, and refuses what it does not write."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "generator" / "model" / "interface.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
INTERFACES = sorted((ROOT / "tests" / "golden").glob("*/interface.json"))


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", INTERFACES, ids=lambda path: path.parent.name)
def test_golden_interfaces_fit(path: Path) -> None:
    VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def set_key(*path: str | int, value: Any) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_key("schema", value=2),
        set_key("unknown", value=1),
        set_key("driver", value={"cpp": "Main"}),
        set_key("tasks", 0, "result", value={"kind": "int", "cpp": "int"}),
        set_key("tasks", 0, "result", value={"kind": "void", "cpp": "void", "bits": 8}),
        set_key("tasks", 0, "location", "line", value=0),
        set_key("files", 0, "path", value="/absolute/app.h"),
        set_key("actors", 0, "ownership", value="borrowed"),
    ],
)
def test_other_shapes_do_not_fit(change: Callable[[Any], None]) -> None:
    interface = copy.deepcopy(json.loads((ROOT / "tests" / "golden" / "calc" / "interface.json").read_text()))
    VALIDATOR.validate(interface)
    change(interface)
    assert not VALIDATOR.is_valid(interface)
