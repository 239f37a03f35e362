"""What Python values become on the wire, and which are refused."""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import math
import pathlib
import sys
import types
from typing import Any, ClassVar

import attrs
import gorayffi
import msgpack
import numpy as np
import pydantic
import pytest

from tests.conftest import name_of


class Color(enum.IntEnum):
    RED = 1


class Text(str): ...


@dataclasses.dataclass
class Item:
    count: ClassVar[int] = 0
    name: str
    others: Any = ()
    start: dataclasses.InitVar[int] = 0


@dataclasses.dataclass(frozen=True, slots=True)
class SlotItem:
    name: str


@dataclasses.dataclass
class Price:
    """Also a number; as a dataclass it is its fields."""

    amount: float

    def __float__(self) -> float:
        return self.amount


@attrs.frozen
class AttrsItem:
    name: str
    hidden: int = attrs.field(default=1, repr=False)


class Model(pydantic.BaseModel, extra="allow"):
    name: str


class Listed:
    """As msgspec's structs."""

    __struct_fields__ = ("name",)
    name = "a"


SAME_AS_MSGPACK: list[Any] = [
    None, True, False, 0, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**53 + 1, 2**63, 2**64 - 1,
    -1, -32, -33, -128, -129, -32768, -32769, -(2**31), -(2**31) - 1, -(2**63),
    0.0, -0.0, 1.5, float("inf"), float("-inf"), 5e-324,
    "", "a", "a" * 31, "a" * 32, "a" * 255, "a" * 256, "a" * 65536, "nul\0inside", "grüße 😀",
    b"", b"\0", b"x" * 255, b"x" * 256, b"x" * 65536, bytearray(b"ab"), memoryview(b"abc"),
    [], (), [1] * 15, [1] * 16, [1] * 65536, [[], [[]]], {}, {1: 2}, {"a": {b"b": [None]}}, {(1, 2): 3},
    {i: i for i in range(16)},
    Color.RED, Text("sub"), collections.OrderedDict(a=1), {None: 1, True: 2, 1.5: 3},
]  # fmt: skip


@pytest.mark.parametrize("value", SAME_AS_MSGPACK, ids=name_of)
def test_pack_gives_the_bytes_of_msgpack_python(value: Any) -> None:
    assert gorayffi.pack(value) == msgpack.packb(value, use_bin_type=True)


def test_nan_packs() -> None:
    assert math.isnan(gorayffi.unpack_result(gorayffi.pack(float("nan"))))


@pytest.mark.parametrize(
    ("value", "same"),
    [
        (np.int64(-5), -5),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.float64(1.5), 1.5),
        (np.float32(0.25), 0.25),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.array(7), 7),
        ({3}, [3]),
        (frozenset([3]), [3]),
        (range(3), [0, 1, 2]),
        (collections.deque([1, 2]), [1, 2]),
        ({"a": 1}.keys(), ["a"]),
        (types.MappingProxyType({"a": 1}), {"a": 1}),
        (collections.ChainMap({"a": 1}, {"b": 2}), {"b": 2, "a": 1}),
        (Item("a"), {"name": "a", "others": []}),
        (Item("a", [SlotItem("b"), SlotItem("c")]), {"name": "a", "others": [{"name": "b"}, {"name": "c"}]}),
        ([Item("a"), SlotItem("b"), Item("c")], [{"name": "a", "others": []}, {"name": "b"}, Item("c")]),
        (dataclasses.make_dataclass("Empty", [])(), {}),
        (Price(1.5), {"amount": 1.5}),
        (AttrsItem("a"), {"name": "a", "hidden": 1}),
        (Model.model_validate({"name": "a", "more": SlotItem("b")}), {"name": "a", "more": {"name": "b"}}),
        (Listed(), {"name": "a"}),
        (types.SimpleNamespace(name="a"), {"name": "a"}),
        (array.array("b", b"ab"), b"ab"),
        (np.frombuffer(b"ab", np.uint8), b"ab"),
        (np.array([1.5, -0.0]), [1.5, -0.0]),
        (np.array([0.25], np.float32), [0.25]),
        (np.array([-1, 2**40]), [-1, 2**40]),
        (np.array([2**64 - 1], np.uint64), [2**64 - 1]),
        (np.array([-300, 300], np.int16), [-300, 300]),
        (np.array([True, False]), [True, False]),
        (np.array([[1, 255]], np.uint8), [[1, 255]]),
        (np.arange(24).reshape(2, 3, 4), np.arange(24).reshape(2, 3, 4).tolist()),
        (np.arange(6.0).reshape(2, 3).T, [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]]),
        (np.arange(6)[::-2], [5, 3, 1]),
        (np.zeros((2, 0)), [[], []]),
        (array.array("d", [1.0]), [1.0]),
        (1.5 + 2j, [1.5, 2.0]),
        (np.complex128(1.5 + 2j), [1.5, 2.0]),
        (np.complex64(1.5 + 2j), [1.5, 2.0]),
        (np.array(2j), [0.0, 2.0]),
        (np.array([[1.5, 2j]]), [[[1.5, 0.0], [0.0, 2.0]]]),
        (np.array([1j, 2j, 3j], np.complex64)[::-2], [[0.0, 3.0], [0.0, 1.0]]),
        (pathlib.PurePosixPath("a/é"), "a/é"),
        (memoryview(array.array("h", [1])), array.array("h", [1]).tobytes()),
        (collections.namedtuple("Point", "x y")(1, 2), [1, 2]),
    ],
    ids=name_of,
)
def test_other_types_pack_as(value: Any, same: Any) -> None:
    assert gorayffi.pack(value) == gorayffi.pack(same)


@pytest.mark.parametrize("value", [2**64, -(2**63) - 1, 2**1000, -(2**1000)])
def test_an_int_beyond_64_bits_is_an_overflow(value: int) -> None:
    with pytest.raises(OverflowError, match=r"between -2\*\*63 and 2\*\*64 - 1"):
        gorayffi.pack(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (object(), r"argument 1: 'object' cannot cross"),
        ({1: [0, {"k": object()}]}, r"argument 1\[1\]\[1\]\['k'\]: 'object'"),
        (np.zeros(3, ">f8"), r"holds neither bytes nor numbers that C\+\+ has: pass its tolist\(\) for a list"),
        (np.zeros(3, np.float16), r"tobytes\(\)"),
        (np.zeros(3, np.clongdouble), "tolist"),
        (np.array([None]), "tolist"),
        (np.array(["a"]), "tolist"),
        (np.zeros(4, np.uint8)[::2], r"'ndarray' .* \(ValueError\('ndarray is not contiguous'\)\); pass bytes"),
        (iter([1]), "iterator"),
        (int, "'type'"),
        (Item, "'type' cannot cross"),
        (Item("a", [1, object()]), r"argument 1\.others\[1\]: 'object' cannot cross"),
        ({"k": Item("a", object())}, r"argument 1\['k'\]\.others: 'object'"),
    ],
    ids=name_of,
)
def test_a_value_that_cannot_cross_is_named_with_its_place(value: Any, text: str) -> None:
    with pytest.raises(TypeError, match=text):
        gorayffi.pack(value)


class WrongIndex:
    """As a proxy of weakref has it: the slot is there, the number is not."""

    def __index__(self) -> int:
        raise TypeError("no integer")


def released() -> memoryview:
    view = memoryview(b"ab")
    view.release()
    return view


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.datetime64("2020-01-01"), "'datetime64' cannot cross"),
        (np.timedelta64(5, "s"), "'timedelta64' cannot cross"),
        (np.array(["2020-01-01"], "datetime64[ns]"), "'ndarray' cannot cross"),
        (np.void(b"abc"), "'void' cannot cross"),
        (WrongIndex(), "WrongIndex' cannot cross"),
        (released(), r"operation forbidden on released memoryview object"),
    ],
    ids=name_of,
)
def test_what_has_no_number_is_refused(value: Any, text: str) -> None:
    with pytest.raises(TypeError, match=rf"^pack\(\) argument 1: .*{text}"):
        gorayffi.pack(value)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (np.array(1.5), 1.5),
        (np.array(5), 5),
        (decimal.Decimal("Infinity"), float("inf")),
        (np.longdouble("inf"), float("inf")),
        (fractions.Fraction(1, 2), 0.5),
    ],
    ids=name_of,
)
def test_a_number_of_another_type(value: Any, number: float) -> None:
    assert gorayffi.pack(value) == gorayffi.pack(number)


@pytest.mark.parametrize("value", [decimal.Decimal("1e400"), np.longdouble("1e4000")], ids=name_of)
def test_a_finite_number_does_not_become_infinite(value: Any) -> None:
    with pytest.raises(OverflowError, match=r"^pack\(\) argument 1: .* is too large for a float$"):
        gorayffi.pack(value)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        gorayffi.pack("a\ud800")


def nested(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


def test_512_levels_cross_and_513_do_not() -> None:
    assert gorayffi.unpack(gorayffi.pack(nested(512))) == [nested(512)]
    with pytest.raises(ValueError, match="deeper than 512"):
        gorayffi.pack(nested(513))


def test_a_list_inside_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(ValueError, match="inside itself"):
        gorayffi.pack(loop)


class Shrinker:
    """An int that changes the container it stands in."""

    def __init__(self, victim: list[Any] | dict[Any, Any]) -> None:
        self.victim = victim

    def __index__(self) -> int:
        self.victim.clear()
        return 1


def test_an_object_inside_itself_is_refused() -> None:
    item = Item("a")
    item.others = item
    with pytest.raises(ValueError, match=r"others: nested deeper than 512 levels, or inside itself"):
        gorayffi.pack(item)


def test_a_field_without_a_value_is_an_error() -> None:
    item = Item("a")
    del item.name
    with pytest.raises(TypeError, match=r"argument 1\[0\]\.name: this field of '.*Item' has no value"):
        gorayffi.pack([item])


def test_an_error_of_a_field_s_own_code_comes_through() -> None:
    class Broken(SlotItem):
        __slots__ = ()

        def __getattribute__(self, name: str) -> Any:
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        gorayffi.pack(Broken("a"))


def test_a_list_that_changes_while_it_is_packed_is_an_error() -> None:
    values: list[Any] = [0, 1, 2]
    values[0] = Shrinker(values)
    with pytest.raises(RuntimeError, match="changed its size"):
        gorayffi.pack(values)


def test_a_dict_that_changes_while_it_is_packed_is_an_error() -> None:
    values: dict[Any, Any] = {1: 0, 2: 0}
    values[1] = Shrinker(values)
    with pytest.raises(RuntimeError, match="changed its size"):
        gorayffi.pack(values)


def test_an_error_of_the_value_itself_comes_through() -> None:
    class Broken:
        def __index__(self) -> int:
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        gorayffi.pack([Broken()])


def test_a_packed_value_is_not_kept_alive() -> None:
    value = "not interned " + str(object())
    before = sys.getrefcount(value)
    gorayffi.pack([value, {value: value}])
    assert sys.getrefcount(value) == before


@pytest.mark.parametrize(
    ("value", "packed"),
    [
        (datetime.timedelta(seconds=1.5), 1.5),
        (datetime.timedelta(microseconds=-1), -1e-6),
        (datetime.datetime(1970, 1, 2, tzinfo=datetime.timezone.utc), gorayffi.Timestamp(86400)),
        (datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, datetime.timezone.utc), gorayffi.Timestamp(-1, 999999000)),
        (datetime.datetime.fromisoformat("1970-01-01T02:00:00+02:00"), gorayffi.Timestamp(0)),
    ],
    ids=name_of,
)
def test_times(value: Any, packed: Any) -> None:
    assert gorayffi.pack(value) == gorayffi.pack(packed)
    assert gorayffi.unpack(gorayffi.pack(value)) == [packed]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^pack\(\) argument 1: a datetime without a time zone does not say when it is"
    ):
        gorayffi.pack(datetime.datetime(2026, 1, 1))
    with pytest.raises(ValueError, match=r"datetime\(2026, 1, 1, 0, 0\) has no time zone"):
        gorayffi.Timestamp.from_datetime(datetime.datetime(2026, 1, 1))
