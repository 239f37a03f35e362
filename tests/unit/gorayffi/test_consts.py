"""runtime/abi/protocol.h and gorayffi/consts.py have the same facts."""

from __future__ import annotations

import enum
import re
from pathlib import Path

import pytest
from gorayffi import consts

_HEADER = (Path(__file__).parents[3] / "runtime/abi/protocol.h").read_text()
_CODE = re.sub(r"//.*", "", _HEADER)

_PYTHONS_OWN = {"GORAY_BIN_PATH_ENV", "GORAY_PY_MUDULE_PATH_ENV", "GORAY_DEBUG_LOGGING", "CALL_OPERATOR"}
"""Of the environment, which C++ does not read, and what `operator()` is called."""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def _enumerators(name: str) -> dict[str, int]:
    body = re.search(rf"enum class {name}[^{{]*{{(.*?)}};", _CODE, re.DOTALL)
    assert body, f"protocol.h has no enum {name}"
    members = dict[str, int]()
    for member in filter(None, (item.strip() for item in body[1].split(","))):
        found = re.fullmatch(r"k(\w+) = (\d+)", member)
        assert found, f"{name}: {member!r} is not of the form `kName = 1`"
        members[found[1]] = int(found[2])
    return members


def _constants() -> dict[str, int | str]:
    values = dict[str, int | str]()
    for declaration in re.findall(r"inline constexpr [^;]*;", _CODE):
        found = re.fullmatch(r"inline constexpr [\w:]+ k(\w+)(?:\[\])? = (?:\"(\w+)\"|(-?\d+));", declaration)
        assert found, f"{declaration!r} is not of a form that this test knows"
        values[_snake(found[1])] = found[2] if found[3] is None else int(found[3])
    return values


@pytest.mark.parametrize(
    ("of_cpp", "of_python"), [("LibraryCommand", consts.Py2GoCmd), ("HostCommand", consts.Go2PyCmd)]
)
def test_commands_are_the_same(of_cpp: str, of_python: type[enum.IntEnum]) -> None:
    commands = {f"CMD_{_snake(name)}": value for name, value in _enumerators(of_cpp).items()}
    assert commands == {member.name: member.value for member in of_python}


def test_codes_are_the_same() -> None:
    assert _enumerators("Code") == {member.name: member.value for member in consts.ErrCode}


def test_other_constants_are_the_same() -> None:
    ours = {name: value for name, value in vars(consts).items() if isinstance(value, int | str) and name.isupper()}
    assert _constants() == {name: value for name, value in ours.items() if name not in _PYTHONS_OWN}


def test_nothing_of_the_header_is_left_out() -> None:
    enums = re.findall(r"enum class (\w+)", _CODE)
    assert enums == ["LibraryCommand", "HostCommand", "Code"]
    assert _CODE.count("constexpr") == len(_constants())
