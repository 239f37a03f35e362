"""`goray-gen explain`, with the real pages."""

from __future__ import annotations

import pytest
from goray_gen.cli.explain import codes_in
from goray_gen.cli.main import main

from tests.conftest import ROOT

PAGES = sorted((ROOT / "docs/diagnostics").glob("GR*.md"))


@pytest.mark.parametrize("word", ["GR1201", "gr1201", "[GR1201]", "1201"])
def test_prints_the_page(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/diagnostics/GR1201.md").read_text()


def test_without_a_code_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [path.stem for path in PAGES]
    assert "GR1201: A raw pointer" in lines


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("GR1210 ", "did you mean GR1210"),
        ("GR121", "did you mean GR12"),
        ("GRR1001", "did you mean GR1001"),
        ("pointer", "they are GR and four digits"),
        ("", "they are GR and four digits"),
        ("../../GR1201", "`goray-gen explain` lists all"),
    ],
)
def test_an_unknown_code(word: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", word]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"goray-gen: error: explain: there is no diagnostic '{word}'")
    assert hint in error
    assert "`goray-gen explain` lists all" in error


def test_codes_in_what_the_scanner_prints() -> None:
    text = "a.h:1:1: error: b [GR1201]\n  [GR1001] x\na.h:2:1: error: c [GR1103]\na.h:3:1: error: d [GR1201]\n"
    assert codes_in(text) == ["GR1103", "GR1201"]
