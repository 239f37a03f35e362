"""What the compiler says of a `goray::Generator` that cannot work; each compiler's first error."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.compilers import COMPILERS, check_text

HEAD = """\
#include <goray/cluster/generator.h>
#include <string>
struct Row { std::string text; int number; };
Row Make();
"""
NO_VALUE = "goray::Generator<T> gives values: T is neither void nor a reference, const or volatile"
TWICE = (
    "g++ 12 destroys a struct twice that is made inside of co_yield; give it a name before: "
    "const Row row{...}; co_yield row;"
)


def first_error(compiler: str, code: str) -> str:
    told = check_text(compiler, HEAD + code).stderr
    found = re.search(r"error: (?:static assertion failed(?: due to requirement .*?)?: )?(.*)", told)
    return found[1] if found else ""


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("item", ["const int", "volatile int"])
def test_items_are_values(compiler: str, item: str) -> None:
    assert first_error(compiler, f"goray::Generator<{item}> F() {{ co_yield 1; }}") == NO_VALUE


@pytest.mark.parametrize("compiler", COMPILERS)
def test_a_body_waits_for_nothing(compiler: str) -> None:
    assert "deleted" in first_error(compiler, "goray::Generator<int> F() { co_await std::suspend_always(); }")


def is_misread_by(compiler: str) -> bool:
    if compiler != "g++":
        return False
    version = subprocess.run([compiler, "-dumpversion"], text=True, capture_output=True, check=True).stdout
    return int(version.split(".")[0]) < 13


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("item", ['Row{"a", 1}', '{"a", 1}', 'Row("a", 1)', "Make()"])
def test_a_struct_made_inside_of_co_yield(compiler: str, item: str) -> None:
    told = first_error(compiler, f"goray::Generator<Row> F() {{ co_yield {item}; }}")
    assert told == (TWICE if is_misread_by(compiler) else "")


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_has_a_name_or_is_no_aggregate_is_yielded_in_place(compiler: str) -> None:
    rows = 'goray::Generator<Row> F() { const Row row{"a", 1}; co_yield row; Row other = Make(); co_yield other; }\n'
    texts = 'goray::Generator<std::string> G() { co_yield "a"; co_yield std::string("b"); co_yield Make().text; }\n'
    numbers = "struct P { int x; };\ngoray::Generator<P> H() { co_yield P{1}; co_yield {2}; }\n"
    assert first_error(compiler, rows + texts + numbers) == ""
