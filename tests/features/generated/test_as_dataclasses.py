"""Structs as dataclasses: a package made with `PYTHON_STRUCTS dataclass`, in process and on Ray."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import pickle
import typing
from typing import Any

import pytest


def item(**fields: Any) -> Any:
    import as_dataclasses

    return as_dataclasses.Item(**{"name": "a", "codes": [1], "rate": 0.25, **fields})


def test_a_result_is_a_dataclass_that_equals_what_was_given() -> None:
    import as_dataclasses

    given = item(size=as_dataclasses.Size.SMALL, note="n", sizes=[])
    result = as_dataclasses.tasks.SameItem(given)
    assert type(result) is as_dataclasses.Item
    assert result == given
    assert type(result.size) is as_dataclasses.Size
    assert repr(result).startswith(
        "Item(name='a', price=1.5, size=<Size.SMALL: 1>, note='n', count=3, sizes=[], tags=[]"
    )
    result.price = 2
    assert as_dataclasses.tasks.SameItem(result).price == 2.0
    with pytest.raises(AttributeError):
        result.prise = 2


def test_defaults_are_those_of_cpp_and_each_object_has_lists_of_its_own() -> None:
    import as_dataclasses

    made, other = item(), item()
    from_cpp = as_dataclasses.tasks.SameItem({"name": "a", "codes": [1], "rate": 0.25})
    assert made == from_cpp
    made.tags.append("t")
    assert (other.tags, made.sizes) == ([], [as_dataclasses.Size.SMALL, as_dataclasses.Size.LARGE])
    with pytest.raises(TypeError, match="'rate'"):  # which only C++ can evaluate
        as_dataclasses.Item(name="a", codes=[])
    assert as_dataclasses.tasks.SameItem({"name": "a", "codes": [1]}).rate == 0.5


def test_names_that_python_uses_otherwise() -> None:
    import as_dataclasses

    names = as_dataclasses.Names(from_=4, dataclasses_={"x": 1.0})
    assert (names.lambda_, names.in_, names.list, names.Size) == (1, ["a"], [1, 2], as_dataclasses.Size.SMALL)
    assert as_dataclasses.tasks.SameNames(names) == names
    assert as_dataclasses.tasks.SameNames({"from": 4, "dataclasses": {"x": 1.0}}) == names
    with pytest.raises(TypeError, match=r"argument 'names\.from': expected int, got str"):
        as_dataclasses.tasks.SameNames(dataclasses.replace(names, from_="4"))
    assert typing.get_type_hints(as_dataclasses.Item)["size"] is as_dataclasses.Size


def test_nested_objects_at_every_depth() -> None:
    import as_dataclasses

    second = datetime.timedelta(seconds=1)
    node = as_dataclasses.Node(item=item(), delay=second, by_name={"b": item(name="b")})
    outer = as_dataclasses.Node(item=item(), delay=second * 0, by_name={}, next=node)
    assert as_dataclasses.tasks.SameNode(outer) == outer
    mixed = {"item": {"name": "a", "codes": (1,), "rate": 0.25}, "by_name": {}, "next": node}
    assert as_dataclasses.tasks.SameNode(mixed) == outer
    assert as_dataclasses.tasks.Find([item(name="x"), {"name": "y", "codes": []}], "y").rate == 0.5
    assert as_dataclasses.tasks.Find([], "y") is None
    assert as_dataclasses.tasks.SameEmpty({}) == as_dataclasses.Empty()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_and_pickles(copied: Any) -> None:
    import as_dataclasses

    value = as_dataclasses.tasks.SameItem(item(name="b"))
    assert copied(value) == value
    assert type(copied(value)) is as_dataclasses.Item


def test_local_actor() -> None:
    import as_dataclasses

    shop = as_dataclasses.Shop(item())
    shop.Add({"name": "b", "codes": []})
    assert [found.name for found in shop.Items()] == ["a", "b"]


@pytest.mark.usefixtures("ray_session")
def test_on_ray() -> None:
    import as_dataclasses
    import ray

    items = [item(), item(name="b", note="n")]
    assert ray.get(as_dataclasses.tasks.SameItems.remote(items)) == items
    again = as_dataclasses.tasks.SameItems.remote(as_dataclasses.tasks.SameItems.remote(items))
    assert ray.get(again) == items
    shop = as_dataclasses.Shop.remote(items[0])
    ray.get(shop.Add.remote(as_dataclasses.tasks.SameItem.remote(items[1])))
    assert ray.get(shop.Items.remote()) == items
