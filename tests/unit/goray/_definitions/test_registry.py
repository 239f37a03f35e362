"""Names under which libraries find Python code."""

from __future__ import annotations

import goray
import pytest
import ray
from goray._definitions import registry


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_functions", {})
    monkeypatch.setattr(registry, "_classes", {})


def test_remote_gives_what_ray_gives_and_registers() -> None:
    @goray.remote
    def square(x: int) -> int:
        return x * x

    @goray.remote(num_cpus=2)
    class Storage:
        pass

    assert isinstance(square, ray.remote_function.RemoteFunction)
    assert isinstance(Storage, ray.actor.ActorClass)
    assert registry.remote_function("square").target(3) == 9
    assert registry.remote_class("Storage").options == {"num_cpus": 2}
    square_here, storage_here = registry.local_function("square"), registry.local_class("Storage")
    assert square_here is not None
    assert storage_here is not None
    assert square_here(4) == 16


def test_local_gives_the_function_itself() -> None:
    @goray.local
    def seven() -> int:
        return 7

    assert seven() == 7
    assert registry.local_function("seven") is seven
    with pytest.raises(LookupError, match=r"'seven' is @goray.local; to call it on Ray decorate it with @goray.remote"):
        registry.remote_function("seven")


def test_unknown_name() -> None:
    @goray.remote
    def square() -> None: ...

    assert registry.local_function("sqare") is None
    with pytest.raises(LookupError, match=r"no Python task 'sqare'. Did you mean 'square'\?"):
        registry.remote_function("sqare")
    with pytest.raises(LookupError, match=r"no Python actor 'X'; there are: none. Decorate a class with @goray.remote"):
        registry.remote_class("X")


def test_a_later_definition_in_one_module_replaces_the_former() -> None:
    def define(value: int) -> None:
        @goray.local
        def answer() -> int:
            return value

    define(1)
    define(2)
    function = registry.local_function("answer")
    assert function is not None
    assert function() == 2


def test_one_name_in_two_modules() -> None:
    def function(place: str) -> object:
        scope: dict[str, object] = {"__name__": place}
        exec(compile("def answer(): ...", f"/{place}.py", "exec"), scope)
        return scope["answer"]

    goray.local(function("one"))
    goray.local(function("one"))
    with pytest.raises(ValueError, match=r"'answer' of two.answer \(/two.py\) is taken by one.answer \(/one.py\)"):
        goray.local(function("two"))


def test_positional_options_are_refused() -> None:
    with pytest.raises(TypeError, match="options as keywords only"):
        goray.remote(len, num_cpus=1)  # type: ignore[call-overload]
