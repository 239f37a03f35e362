"""Templates print no raw text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from goray_gen.emit.jinja import make_environment
from goray_gen.lower.code import code
from goray_gen.resources import templates_dir

PRINTS = [
    "{{ doc }}",
    "{{ 'a' ~ doc }}",
    "{{ doc.strip() }}",
    "{{ [doc] | join(', ') }}",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(doc) }}",
    "{% set all = 'a' ~ doc %}{{ all }}",
    "{{ [doc] | wrapped('f(', ')') }}",
    "{% for line in doc.splitlines() %}// {{ line }}\n{% endfor %}",
]


def render(folder: Path, template: str) -> str:
    (folder / "t.j2").write_text(template)
    return make_environment(folder).get_template("t.j2").render(doc="x\n*/ import os", name=code("f"), count=3)


@pytest.mark.parametrize("template", PRINTS)
def test_text_that_went_through_no_filter_is_an_error(tmp_path: Path, template: str) -> None:
    with pytest.raises(TypeError, match="went through no filter of its language: 'x"):
        render(tmp_path, template)


def test_the_error_names_the_template(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=re.escape("template t.j2 prints text")):
        render(tmp_path, "{{ doc }}")


def test_code_numbers_and_what_a_filter_made_are_printed(tmp_path: Path) -> None:
    template = (
        "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(name) }} {{ count }} {{ 'a&' ~ name ~ 'b' }} {{ doc | literal }}"
    )
    assert render(tmp_path, template) == '<f> 3 a&fb "x\\n*/ import os"'


def test_no_template_marks_text_as_safe_itself() -> None:
    assert not [
        path.name for path in templates_dir().rglob("*.j2") if re.search(r"\bsafe\b|autoescape", path.read_text())
    ]
