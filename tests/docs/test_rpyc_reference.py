"""The table of the bridge's functions in docs/reference/rpyc.md, beside the header."""

from __future__ import annotations

import re

from tests.conftest import ROOT


def test_each_function_of_the_short_way_has_a_row() -> None:
    header = (ROOT / "runtime/include/goray/rpyc/rpyc_bridge.h").read_text()
    part = header.split("Part 1: ")[1].split("Part 2: ")[0]
    page = (ROOT / "docs/reference/rpyc.md").read_text()
    declared = re.findall(r"^\w[^/\n]*?[ *](rpyc_\w+)\(", part, re.MULTILINE)
    assert len(declared) == 10
    assert re.findall(r"^\| `[^`]*?[ *](rpyc_\w+)\(", page, re.MULTILINE) == declared
