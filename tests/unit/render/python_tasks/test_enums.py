"""The values of an enum's members, which must be those that Python gives them."""

from __future__ import annotations

import enum
from pathlib import Path

import pytest
from goray_gen.cli.python_files import read_python_files

HEAD = "import enum\nimport goray\nfrom enum import IntEnum, IntFlag, auto as next_one\n\n\n"


@pytest.mark.parametrize(
    ("base", "body"),
    [
        ("IntEnum", "A = 1; B = enum.auto(); C = 7; D = next_one()"),
        ("enum.IntEnum", "A = next_one(); B = -3 + A; C = 1 << 4 | B * 0 if False else 8"),
        ("IntFlag", "A = next_one(); B = next_one(); C = A | B; D = next_one(); E = 1 << 40"),
        ("int, enum.Enum", "A = 0x10; B = 2**0; C = True"),
        ("IntEnum", "_ignore_ = ['X']; A = 2; B = A - 1"),
    ],
)
def test_values(base: str, body: str, tmp_path: Path) -> None:
    code = f"{HEAD}class E({base}):\n    {body}\n\n\n@goray.remote\ndef f() -> E: ...\n"
    (tmp_path / "app.py").write_text(code)
    read = read_python_files([str(tmp_path / "app.py")], tmp_path).tasks
    names: dict[str, type[enum.IntEnum]] = {}
    exec(code.replace("@goray.remote", ""), names)
    if "if" in body or "**" in body:  # what no file is read for
        assert read is None
        return
    assert read is not None
    assert dict(read.enums[0].members) == {name: int(item) for name, item in names["E"].__members__.items()}


def test_a_value_after_a_smaller_one(tmp_path: Path) -> None:
    """Versions of Python differ in it."""
    (tmp_path / "app.py").write_text(
        f"{HEAD}class E(IntEnum):\n    A = 5\n    B = 1\n    C = next_one()\n\n\n@goray.remote\ndef f() -> E: ...\n"
    )
    assert read_python_files([str(tmp_path / "app.py")], tmp_path).tasks is None
