"""The reference names all that one types: annotations, CMake's arguments, options of commands, the environment."""

from __future__ import annotations

import re

import pytest
from goray.cli import _parser as make_goray_parser  # pyright: ignore[reportPrivateUsage]
from goray_gen.cli.app import make_parser

from tests.conftest import ROOT

PAGE = (ROOT / "docs/reference/building.md").read_text()
ROWS = set(re.findall(r"^\| `([^`]+)`", PAGE, re.MULTILINE))
ANNOTATIONS = (ROOT / "generator/model/annotations.h").read_text()
CMAKE = (ROOT / "runtime/cmake/goray_add_app.cmake").read_text()


def macros() -> list[str]:
    return re.findall(r'= \{"(GORAY_\w+)"', ANNOTATIONS)


def comments() -> list[str]:
    return re.findall(r'Target::\w+, "(\w+)"\}', ANNOTATIONS)


def keywords() -> list[str]:
    """Of goray_add_app(): flags, those of one value, those of several."""
    _, body = CMAKE.split("function(goray_add_app target)")
    lists = re.search(r'cmake_parse_arguments\(PARSE_ARGV 1 arg "(.*?)" "(.*?)" "(.*?)"\)', body, re.DOTALL)
    assert lists
    return [word for group in lists.groups() for word in group.split(";") if word]


def options() -> list[str]:
    """Of goray-gen and of goray, the last spelling of each."""
    parsers = (make_parser(), make_goray_parser())
    actions = [action for parser in parsers for action in parser._actions]  # pyright: ignore[reportPrivateUsage]
    return [action.option_strings[-1] for action in actions if action.option_strings and action.dest != "help"]


def variables() -> list[str]:
    """Of the environment: in the sources they are texts of their own, and no others look like them."""
    sources = [path for folder in ("python", "runtime") for path in (ROOT / folder).rglob("*.*")]
    texts = [path.read_text() for path in sources if path.suffix in (".py", ".cpp", ".h")]
    return sorted({name for text in texts for name in re.findall(r'"(GORAY_[A-Z_]+)"', text)})


@pytest.mark.parametrize(
    "found",
    [macros(), comments(), keywords(), options(), variables()],
    ids=("macros", "comments", "cmake", "commands", "environment"),
)
def test_the_lists_are_read(found: list[str]) -> None:
    assert len(found) > 1


@pytest.mark.parametrize("name", [*macros(), *keywords(), *options(), *variables()])
def test_a_row_for_each(name: str) -> None:
    assert name in ROWS


@pytest.mark.parametrize("name", comments())
def test_comments_are_named(name: str) -> None:
    assert f"`// {name}`" in PAGE


def test_a_row_for_no_other() -> None:
    commands = {row for row in ROWS if row.startswith("goray-gen ")}
    assert sorted(ROWS - commands - {"--"}) == sorted({*macros(), *keywords(), *options(), *variables()})


@pytest.mark.parametrize("macro", macros())
def test_each_annotation_has_an_example(macro: str) -> None:
    assert re.search(rf"^\| `{macro}` \|.*\| `[^`]*{macro}\b[^`]*` \|$", PAGE, re.MULTILINE)
