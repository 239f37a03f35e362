"""Python's functions and classes by reference."""

from __future__ import annotations

import math
import sys
from collections import OrderedDict
from pathlib import Path

import pytest
import ray
from goray._definitions import registry
from goray._definitions.imported import imported


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that can be imported."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "by_reference.py").write_text(
        "import ray\n"
        "@ray.remote(num_cpus=2)\n"
        "def square(x): return x * x\n"
        "@ray.remote(max_restarts=1)\n"
        "class Outer:\n"
        "  class Inner: pass\n"
        "NUMBER = 5\n"
    )
    (tmp_path / "needs_another.py").write_text("import no_such_module\n")
    monkeypatch.delitem(sys.modules, "by_reference", raising=False)
    return "by_reference"


def test_functions_and_classes() -> None:
    assert imported("math:sqrt") == (math.sqrt, {})
    assert imported("collections:OrderedDict.fromkeys")[0]("a") == OrderedDict(a=None)


def test_what_ray_decorated_is_what_it_was_with_its_options(module: str) -> None:
    function, options = imported(f"{module}:square")
    assert (function(3), options) == (9, {"num_cpus": 2})
    cls, options = imported(f"{module}:Outer")
    assert (cls.__name__, isinstance(cls(), ray.actor.ActorClass), options) == ("Outer", False, {"max_restarts": 1})


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        (
            "no_such.module:f",
            r"'no_such.module:f': there is no Python module 'no_such' in this process; workers import",
        ),
        ("by_reference:sqare", r"the Python module 'by_reference' has no 'sqare'. Did you mean 'square'\?"),
        ("by_reference:NUMBER", "'by_reference:NUMBER' cannot be called: it is a int"),
        (":f", "':f' is no 'module:name'"),
    ],
)
def test_what_is_not_there(module: str, reference: str, text: str) -> None:
    assert module
    with pytest.raises(LookupError, match=text):
        imported(reference)


def test_a_module_that_fails_says_so_itself(module: str) -> None:
    assert module
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        imported("needs_another:f")


def test_a_class_is_no_task_and_a_function_no_actor() -> None:
    with pytest.raises(LookupError, match=r"'collections:OrderedDict' is a class: NewPyActor\(\) makes its actor"):
        registry.remote_function("collections:OrderedDict")
    with pytest.raises(LookupError, match=r"'math:sqrt' is a function: RemoteCallPyTask\(\) calls it"):
        registry.remote_class("math:sqrt")
