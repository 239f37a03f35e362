"""scripts/check_includes.py finds what is planted, and nothing else."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from tests.unit.scripts import planted

check = functools.partial(planted.check, "check_includes.py")


def test_what_is_allowed(tmp_path: Path) -> None:
    files = {
        "runtime/abi/protocol.h": "#include <cstdint>\n",
        "runtime/include/goray/error.h": "",
        "runtime/wire/units.h": '#include <goray/error.h>\n#include "abi/protocol.h"\n',
        "runtime/dispatch/call.cpp": '#include "abi/protocol.h"\n#include "wire/units.h"\n#include "by_a_build.h"\n',
        "python/gorayffi/_native/call/call.h": '#include "wire/units.h"\n',
    }
    assert check(tmp_path, files) == (0, "")


@pytest.mark.parametrize(
    ("user", "used", "spelling"),
    [
        ("runtime/wire/units.cpp", "runtime/dispatch/find.h", '"dispatch/find.h"'),
        ("runtime/include/goray/wire/reader.h", "runtime/include/goray/any.h", "<goray/any.h>"),
        ("runtime/rpyc/base/failure.h", "runtime/rpyc/base/../client/client.h", '"../client/client.h"'),
        ("python/gorayffi/_native/base/gil.h", "python/gorayffi/_native/library/gate.h", '"library/gate.h"'),
        ("generator/model/order.cpp", "generator/scan/scan.h", '"generator/scan/scan.h"'),
    ],
)
def test_a_wrong_arrow(tmp_path: Path, user: str, used: str, spelling: str) -> None:
    code, output = check(tmp_path, {user: f"#include {spelling}\n", used: ""})
    assert code == 1
    folder = str(Path(user).parent)
    target = (tmp_path / used).resolve().relative_to(tmp_path)
    assert output == f"{user}: {folder} may not use {target.parent} ({target.name})\n"


def test_a_circle_of_headers(tmp_path: Path) -> None:
    files = {
        "runtime/include/goray/any.h": "#include <goray/detail/invocation.h>\n",
        "runtime/include/goray/detail/invocation.h": "#include <goray/detail/app.h>\n",
        "runtime/include/goray/detail/app.h": "#include <goray/any.h>\n",
    }
    code, output = check(tmp_path, files)
    assert code == 1
    assert output.startswith("a circle of includes: ")
    assert all(name in output for name in files)
    assert output.count("\n") == 1


def test_a_folder_without_a_row(tmp_path: Path) -> None:
    assert check(tmp_path, {"runtime/new/thing.h": ""}) == (
        1,
        "runtime/new/thing.h: its folder has no row in scripts/check_includes.py\n",
    )
