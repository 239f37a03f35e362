"""Objects of Python's own classes given where C++ wants a struct: `calc`, in process and on Ray."""

from __future__ import annotations

import collections
import dataclasses
import types
from typing import Any, NamedTuple

import attrs
import gorayffi.errors
import pydantic
import pytest


@dataclasses.dataclass(slots=True)
class Part:
    quotient: int
    remainder: int


@dataclasses.dataclass
class Order:
    id: int
    parts: list[Any]
    note: str | None = None


@attrs.define
class AttrsOrder:
    id: int
    parts: Any = ()


class PydanticOrder(pydantic.BaseModel):
    id: int
    parts: list[Any] = []


class TupleOrder(NamedTuple):
    id: int
    parts: tuple[Any, ...] = ()


PLAIN = {"id": 1, "price": 1.5, "note": None, "parts": [], "parent": None}
FULL = {**PLAIN, "note": "n", "parts": [{"quotient": 2, "remainder": 1}, {"quotient": 3, "remainder": 0}]}


@pytest.mark.parametrize(
    ("order", "same"),
    [
        (Order(1, []), PLAIN),
        (Order(1, [Part(2, 1), {"quotient": 3, "remainder": 0}], "n"), FULL),
        ({"id": 1, "note": "n", "parts": (Part(2, 1), Part(3, 0))}, FULL),
        (AttrsOrder(1), PLAIN),
        (PydanticOrder(id=1), PLAIN),
        (types.SimpleNamespace(id=1, parts=()), PLAIN),
        (types.MappingProxyType({"id": 1, "parts": ()}), PLAIN),
        (collections.ChainMap({"id": 1}, {"id": 2, "parts": ()}), PLAIN),
        (TupleOrder(1)._asdict(), PLAIN),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_object_with_the_fields(order: Any, same: Any) -> None:
    import calc

    assert calc.tasks.Price(order) == same


@pytest.mark.usefixtures("ray_session")
def test_objects_in_a_ray_task() -> None:
    import calc
    import ray

    orders = [Order(1, [Part(2, 1), Part(3, 0)], "n"), AttrsOrder(1, FULL["parts"])]
    assert ray.get([calc.tasks.Price.remote(order) for order in orders]) == [FULL, {**FULL, "note": None}]
    assert ray.get(calc.tasks.Price.remote(ray.put(orders[0]))) == FULL


@dataclasses.dataclass
class Misspelt:
    id: int
    prise: float = 1.0


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (Misspelt(1), "Price() argument 'order': Order has no field 'prise'; did you mean 'price'?"),
        (Order(1, [Misspelt(1)]), "Price() argument 'order.parts[0]': DivMod has no field 'id'"),
        (Order("1", []), "Price() argument 'order.id': expected int, got str"),  # type: ignore[arg-type]
        (AttrsOrder(1, [object()]), "Price() argument 'order.parts[0]': 'object' cannot cross to the library"),
        (Order, "Price() argument 'order': expected dict, got a callable"),
        (TupleOrder(1), "Price() argument 'order': expected dict, got list; of a NamedTuple pass its _asdict()"),
    ],
    ids=lambda value: getattr(type(value), "__name__", ""),
)
def test_an_object_that_does_not_fit(order: Any, error: str) -> None:
    import calc

    with pytest.raises(TypeError) as caught:
        calc.tasks.Price(order)
    assert str(caught.value).startswith(error)
    assert isinstance(caught.value, gorayffi.errors.NativeTypeError) == ("cannot cross" not in error)
