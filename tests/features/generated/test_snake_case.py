"""A package with Python's spelling of names: what Python calls so, and what keeps C++'s names."""

from __future__ import annotations

import inspect

import goray
import pytest

from tests.features.generated.conftest import PACKAGES


def test_in_process() -> None:
    import snake_case as app

    assert app.tasks.hello_world(1) == app.tasks.hello_world(a_number=1, b=2) == 3
    assert (app.tasks.parse_url2("x"), app.tasks.lambda_(), app.tasks.two_words(), app.tasks.already_so()) == (
        ("2x", True, 12, True)
    )
    store = app.PageStore(max_pages=2)
    assert store.add_one(how_many=2) == 2
    assert store.http_get({"RequestUrl": "a"}) == "got a"
    assert app.new_page_store(3).add_one(3) == 3
    assert app.small_store().add_one() == 1


def test_docstrings_and_signatures() -> None:
    import snake_case as app

    assert str(inspect.signature(app.tasks.hello_world)) == "(a_number: 'int', b: 'int' = 2) -> 'int'"
    assert app.__doc__ is not None
    assert app.__doc__.startswith("Pages, and\nwhat is done with them.\n\nWhat stores pages.\n\nThe C++ app")
    assert app.tasks.__doc__ is not None
    assert app.tasks.__doc__.startswith("Pages, and\nwhat is done with them.\n\nTasks:")


def test_the_string_api_has_cpps_names() -> None:
    import snake_case as app

    assert app.golang_local_run_task("HelloWorld", 1, 2) == 3
    assert goray.App(PACKAGES / "snake_case/libsnake_case.so").run_task("TwoWords") == 12
    with pytest.raises(LookupError, match=r"no task 'hello_world'\. Did you mean 'HelloWorld'"):
        app.golang_local_run_task("hello_world", 1, 2)


def test_an_error_names_the_task_as_cpp_and_the_argument_as_python() -> None:
    import snake_case as app

    with pytest.raises(TypeError, match=r"HelloWorld\(\) argument 'a_number': expected int, got str"):
        app.tasks.hello_world("1")
    with pytest.raises(TypeError, match="a_number"):
        app.tasks.hello_world(aNumber=1)


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import ray
    import snake_case as app

    assert ray.get(app.tasks.hello_world.remote(a_number=1, b=4)) == 5
    assert ray.get(app.golang_task("HelloWorld").remote(1, 2)) == 3
    store = app.PageStore.options(name="pages").remote(max_pages=2)
    assert ray.get(store.add_one.remote(how_many=2)) == 2
    assert ray.get(app.PageStore.get("pages").http_get.remote({"RequestUrl": "a"})) == "got a"
    with pytest.raises(ray.exceptions.RayTaskError, match="full"):
        ray.get(store.add_one.remote(3))
    ray.kill(store)
