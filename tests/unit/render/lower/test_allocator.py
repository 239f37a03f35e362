"""One name for each thing of a scope."""

from __future__ import annotations

import keyword
import random

import pytest
from goray_gen.lower.allocator import CPP, GO, PYTHON, Allocator, Language

WANTED = [
    "a",
    "a_",
    "a",
    "class",
    "None",
    "",
    "1st",
    "größe",
    "ﬁ",
    "fi",
    "$a",
    "a$",
    "__x",
    "_X",
    "_",
    "日本",
    "x y",
    "func",
]


@pytest.mark.parametrize("language", [CPP, GO, PYTHON])
@pytest.mark.parametrize("seed", range(5))
def test_names_are_distinct_and_no_words(language: Language, seed: int) -> None:
    scope = Allocator(language, {"taken"})
    wanted = random.Random(seed).sample([*WANTED, *WANTED, "taken", *sorted(language.words)[:20]], 50)
    names = [scope.allocate(name) for name in wanted]
    assert len({*names, "taken"}) == len(names) + 1
    assert not language.words & {*names}
    assert all((name.isidentifier() and not keyword.iskeyword(name)) or language is not PYTHON for name in names)


def test_a_name_that_is_free_stays() -> None:
    assert [Allocator(PYTHON).allocate(name) for name in ("a", "größe", "_x", "match")] == ["a", "größe", "_x", "match"]


def test_an_inner_scope_sees_the_outer_one_but_not_the_reverse() -> None:
    outer = Allocator(PYTHON, {"a"})
    inner = outer.inner({"b"})
    assert [inner.allocate("a"), inner.allocate("b"), outer.allocate("a_")] == ["a_", "b_", "a_"]
