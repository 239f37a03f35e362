"""Objects of classes that are not values: they stay in C++; `tests/golden/opaque/app.h` is the app."""

from __future__ import annotations

import copy
import gc
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import goray
import pytest


@pytest.fixture(autouse=True)
def no_object_is_left() -> Iterator[None]:
    """What Python let go of is destroyed at once, whatever the test did."""
    import opaque

    gc.collect()
    before = opaque.tasks.Alive()
    yield
    gc.collect()
    assert opaque.tasks.Alive() == before


def test_an_object_goes_back_into_calls() -> None:
    import opaque

    index = opaque.tasks.Open(["a", "b"])
    assert type(index) is opaque.Index
    assert opaque.tasks.Count(index) == 2
    opaque.tasks.Add(index, word="c")
    assert opaque.tasks.Count(index=index) == 3
    assert repr(index).startswith("<opaque::Index in C++, ")
    assert opaque.Index.__doc__ == "Words by their first letter."


def test_the_same_object_is_the_same_in_python() -> None:
    import opaque

    index, other = opaque.tasks.Open(["a"]), opaque.tasks.Open(["a"])
    assert opaque.tasks.Same(index) is index
    assert index == opaque.tasks.Same(index) != other
    assert len({index, opaque.tasks.Same(index), other}) == 2
    assert index != 1


def test_an_object_lives_as_long_as_python_holds_it() -> None:
    import opaque

    before = opaque.tasks.Alive()
    index = opaque.tasks.Open(["a"])
    again = opaque.tasks.Same(index)
    del index
    assert opaque.tasks.Alive() == before + 1
    del again
    assert opaque.tasks.Alive() == before


def test_cpp_may_hold_it_longer() -> None:
    import opaque

    before = opaque.tasks.Alive()
    keeper = opaque.Keeper()
    keeper.Swap(opaque.tasks.Open(["kept"]))
    assert opaque.tasks.Alive() == before + 1
    kept = keeper.Swap(opaque.tasks.Open(["other"]))
    assert opaque.tasks.Count(kept) == 1
    del kept, keeper
    assert opaque.tasks.Alive() == before


def test_inside_of_values() -> None:
    import opaque

    one, two = opaque.tasks.Open(["a"]), opaque.tasks.Open(["b", "c"])
    shelf = opaque.tasks.Turn({"name": "s", "index": one, "spare": two, "more": [one, one]})
    assert shelf == {"name": "s", "index": two, "spare": one, "more": [one, one]}
    parts = opaque.tasks.Split(opaque.tasks.Open(["apple", "ant", "bee"]))
    assert {letter: opaque.tasks.Count(part) for letter, part in parts.items()} == {"a": 2, "b": 1}
    assert opaque.tasks.CountAll([one, two, *parts.values()]) == 6
    assert opaque.tasks.Whatever({"deep": [one]}) == {"deep": [one]}


def test_optional_says_that_there_may_be_none() -> None:
    import opaque

    assert opaque.tasks.Find(False) is None
    found = opaque.tasks.Find(True)
    assert found is not None
    assert [opaque.tasks.CountIfAny(found), opaque.tasks.CountIfAny(None), opaque.tasks.CountIfAny()] == [1, -1, -1]


def test_alternatives_and_overloads() -> None:
    import opaque

    index = opaque.tasks.Open(["a", "b"])
    assert opaque.tasks.Either(index) is index
    assert opaque.tasks.Either("text") == "text"
    assert [opaque.tasks.Size(index), opaque.tasks.Size("text")] == [2, 4]


def test_bases_templates_and_classes_that_nobody_defines() -> None:
    import opaque

    assert opaque.tasks.Area(opaque.tasks.MakeSquare(3)) == 9
    grid = opaque.tasks.MakeGrid(1.5)
    assert (type(grid), opaque.tasks.Fill(grid)) == (opaque.Grid_double, 1.5)
    assert opaque.tasks.IsHidden(opaque.tasks.Hide())


def test_a_parameter_may_be_a_reference() -> None:
    import opaque

    index = opaque.tasks.Open(["a", "bcd"])
    opaque.tasks.Grow(index, "efghi")
    assert opaque.tasks.Longest(index) == 5
    assert opaque.tasks.Longest(opaque.tasks.Frozen(["ab"])) == 2
    with pytest.raises(TypeError, match="argument 'index': expected Index, got None"):
        opaque.tasks.Longest(None)
    with pytest.raises(TypeError, match="expected Index, got a const Index"):
        opaque.tasks.Grow(opaque.tasks.Frozen([]), "word")


def test_a_stream_keeps_what_its_parameter_refers_to() -> None:
    import opaque

    words = opaque.tasks.Words(opaque.tasks.Open(["a", "b"]))
    gc.collect()
    assert list(words) == ["a", "b"]


def test_a_unique_ptr_is_given_as_a_shared_one() -> None:
    import opaque

    before = opaque.tasks.Alive()
    index = opaque.tasks.Build(["a"])
    assert (type(index), opaque.tasks.Count(index)) == (opaque.Index, 1)
    del index
    assert opaque.tasks.Alive() == before
    with pytest.raises(ValueError, match="is null; std::optional of it says"):
        opaque.tasks.BuildNone()


def test_an_object_is_one_of_its_bases_too() -> None:
    import opaque

    square, badge = opaque.tasks.NewSquare(3), opaque.tasks.MakeBadge("me")
    assert issubclass(opaque.Square, opaque.Shape)
    assert issubclass(opaque.Badge, opaque.Shape)
    assert issubclass(opaque.Badge, opaque.Labelled)
    assert [opaque.tasks.Area(square), opaque.tasks.AreaOf(square), opaque.tasks.AreaOf(badge)] == [9, 9, 0.5]
    assert opaque.tasks.AreaOfAll([square, badge]) == 9.5
    assert opaque.tasks.Tag(badge) == "me"
    with pytest.raises(TypeError, match="argument 'labelled': expected Labelled, got Square"):
        opaque.tasks.Tag(square)


def test_const_objects_are_taken_as_const() -> None:
    import opaque

    frozen = opaque.tasks.Frozen(["a"])
    assert opaque.tasks.CountFrozen(frozen) == opaque.tasks.CountFrozen(opaque.tasks.Open(["b"])) == 1
    with pytest.raises(TypeError, match=r"argument 'index': expected Index, got a const Index: C\+\+ gave it as"):
        opaque.tasks.Add(frozen, "b")


def test_python_that_cpp_calls_gets_and_gives_objects() -> None:
    import opaque

    words: list[int] = []

    @goray.local
    def grow(index: opaque.Index) -> opaque.Index:
        opaque.tasks.Add(index, "more")
        words.append(opaque.tasks.Count(index))
        return opaque.tasks.Open(["only", "here"]) if len(words) > 1 else index

    assert opaque.tasks.Count(opaque.tasks.AskPython("grow")) == 3
    assert opaque.tasks.Count(opaque.tasks.AskPython("grow")) == 2
    assert words == [3, 3]


WRONG: list[tuple[Callable[[Any], Any], str]] = [
    (lambda tasks: tasks.Count(None), "argument 'index': expected Index, got None"),
    (lambda tasks: tasks.Count({"words": []}), "argument 'index': expected Index, got dict"),
    (lambda tasks: tasks.Count(tasks.MakeGrid(1)), "argument 'index': expected Index, got Grid_double"),
    (lambda tasks: tasks.CountAll([tasks.Open([]), 1]), r"argument 'all\[1\]': expected Index, got int"),
]


@pytest.mark.parametrize(("call", "error"), WRONG)
def test_what_is_none_is_named(call: Callable[[Any], Any], error: str) -> None:
    import opaque

    with pytest.raises(TypeError, match=error):
        call(opaque.tasks)


def test_a_null_pointer_is_an_error() -> None:
    import opaque

    with pytest.raises(ValueError, match=r"std::shared_ptr<opaque::Index> is null; std::optional of it says"):
        opaque.tasks.Null()


def test_only_cpp_makes_them() -> None:
    import opaque

    with pytest.raises(TypeError, match=r"Index is made by C\+\+ alone"):
        opaque.Index()
    with pytest.raises(TypeError, match="no subclasses"):
        type("Mine", (opaque.Index,), {})
    with pytest.raises(TypeError, match=r"Mine is made by C\+\+ alone"):
        type("Mine", (opaque.Shape,), {})()


@pytest.mark.parametrize("how", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_does_not_leave_the_process(how: Callable[[Any], Any]) -> None:
    import opaque

    with pytest.raises(TypeError, match=r"opaque::Index stays in its process .* make opaque::Index an actor"):
        how([opaque.tasks.Open(["a"])] if how is not copy.copy else opaque.tasks.Open(["a"]))


def test_another_library_refuses_it() -> None:
    import opaque
    import variants

    index = opaque.tasks.Open(["a"])
    with pytest.raises(TypeError, match=r"argument 'value': an object .* opaque::Index belongs to .*libopaque"):
        variants.tasks.Same(index)


def test_ids_that_are_gone_or_made_up() -> None:
    import opaque
    from goray._library.loaded import library_at
    from goray._library.opaque import Opaque

    index = opaque.tasks.Open(["a"])
    forged = object.__new__(opaque.Index)
    forged._goray_cpp, forged._goray_id, forged._goray_owner = "opaque::Index", index._goray_id ^ 1, index._goray_owner
    with pytest.raises(Exception, match="there is no object"):
        opaque.tasks.Count(forged)
    assert isinstance(forged, Opaque)
    library = library_at(opaque._app.path).library
    assert library.execute(68, index._goray_id ^ 1, b"")[1] == 1


def test_many_threads_share_and_drop_them() -> None:
    import opaque

    before = opaque.tasks.Alive()
    index = opaque.tasks.Open(["a"])

    def use(_: int) -> int:
        return sum(opaque.tasks.Count(opaque.tasks.Same(opaque.tasks.Whatever([index])[0])) for _ in range(200))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(use, range(8))) == [200] * 8
    assert opaque.tasks.Alive() == before + 1


@pytest.mark.usefixtures("ray_session")
def test_ray_refuses_it_both_ways() -> None:
    import opaque
    import ray

    with pytest.raises(TypeError, match=r"C\+\+ class opaque::Index stays in its process"):
        opaque.tasks.Count.remote(opaque.tasks.Open(["a"]))
    with pytest.raises(ray.exceptions.RayTaskError, match=r"class opaque::Index stays in its process"):
        ray.get(opaque.tasks.Open.remote(["a"]))
    keeper = opaque.Keeper.remote()
    with pytest.raises(TypeError, match=r"C\+\+ class opaque::Index stays in its process"):
        keeper.Swap.remote(opaque.tasks.Open(["a"]))


def test_a_base_and_a_derived_class_of_two_sources_are_one_family() -> None:
    """Each of the sources has codecs of its own, which agree on the classes; `families` is the app."""
    import families

    tasks = families.tasks
    square = tasks.MakeSquare("mine", 2)
    assert (type(square), type(square).__bases__) == (families.Square, (families.Named, families.Shape))
    assert (tasks.Area(square), tasks.Name(square), tasks.Side(square)) == (4, "mine", 2)

    disk = tasks.MakeDisk(1)
    assert type(disk) is families.Shape
    both = tasks.Both(square, disk)
    assert [tasks.Area(shape) for shape in both] == [4, 3]
    assert both[1] is disk
    assert tasks.Name(tasks.MakeNamed("other")) == "other"


def test_what_another_source_made_is_told_by_its_class() -> None:
    import families

    wrong: Any = families.tasks.MakeDisk(1)
    with pytest.raises(TypeError, match="argument 'square': expected Square, got Shape"):
        families.tasks.Side(wrong)
    with pytest.raises(TypeError, match="argument 'named': expected Named, got Shape"):
        families.tasks.Name(wrong)
    wrong = families.tasks.MakeNamed("other")
    with pytest.raises(TypeError, match="argument 'shape': expected Shape, got Named"):
        families.tasks.Area(wrong)
