"""Type hints of parameters and results."""

from __future__ import annotations

import pytest
from goray_gen.lower import type_hints
from goray_gen.model.interface import Default, Type

from tests.unit.render.sample import (
    ANY,
    ARGS,
    BOOL,
    BYTES,
    COMPLEX,
    DURATION,
    FLOAT,
    INT,
    NIL,
    PATH,
    SCOPE,
    STRING,
    TIME_POINT,
    VOID,
    enum_type,
    function,
    interface,
    list_of,
    map_of,
    optional,
    set_of,
    shared_ptr,
    struct,
    struct_type,
    tuple_of,
    unique_ptr,
    variant,
)

ORDER, COLOR = struct_type("c::Order"), enum_type("c::Color")


@pytest.mark.parametrize(
    ("type_", "parameter", "result"),
    [
        (ANY, "Any", "Any"),
        (ARGS, "", "list[Any]"),
        (BOOL, "bool", "bool"),
        (BYTES, "BytesLike", "bytes"),
        (INT, "int", "int"),
        (FLOAT, "float", "float"),
        (STRING, "str", "str"),
        (COMPLEX, "complex", "complex"),
        (DURATION, "datetime.timedelta | float", "datetime.timedelta"),
        (TIME_POINT, "datetime.datetime", "datetime.datetime"),
        (PATH, "str | os.PathLike[str]", "pathlib.Path"),
        (list_of(COMPLEX), "Sequence[complex] | NumberArray", "list[complex]"),
        (optional(PATH), "str | os.PathLike[str] | None", "pathlib.Path | None"),
        (VOID, "", "None"),
        (COLOR, "Color", "Color"),
        (ORDER, "OrderLike", "Order"),
        (list_of(ORDER), "Sequence[OrderLike]", "list[Order]"),
        (map_of(COLOR, list_of(INT)), "Mapping[Color, Sequence[int] | NumberArray]", "dict[Color, list[int]]"),
        (list_of(list_of(FLOAT)), "Sequence[Sequence[float] | NumberArray] | NumberArray", "list[list[float]]"),
        (set_of(COLOR), "Set[Color]", "set[Color]"),
        (optional(optional(INT)), "int | None", "int | None"),
        (unique_ptr(ORDER), "OrderLike | None", "Order | None"),
        (shared_ptr(ORDER), "OrderLike | None", "Order | None"),
        (tuple_of(INT, BYTES), "tuple[int, BytesLike]", "tuple[int, bytes]"),
        (tuple_of(INT), "tuple[int]", "tuple[int]"),
        (tuple_of(), "tuple[()]", "None"),
        (variant(INT, FLOAT, STRING), "int | float | str", "int | float | str"),
        (variant(NIL, FLOAT, DURATION), "float | datetime.timedelta | None", "float | datetime.timedelta | None"),
        (optional(variant(INT, ORDER)), "int | OrderLike | None", "int | Order | None"),
        (
            variant(optional(list_of(INT)), variant(INT)),
            "Sequence[int] | NumberArray | int | None",
            "list[int] | int | None",
        ),
    ],
)
def test_annotations(type_: Type, parameter: str, result: str) -> None:
    if parameter:
        assert type_hints.parameter(type_, SCOPE) == parameter
    assert type_hints.returned(type_, SCOPE) == result


def test_annotations_beside_members_of_the_same_name() -> None:
    scope = SCOPE.within("list", "int", "Order")
    assert type_hints.result(list_of(INT), scope) == "builtins.list[builtins.int]"
    assert type_hints.parameter(list_of(ORDER), scope) == "Sequence[OrderLike]"
    assert type_hints.result(ORDER, scope) == "calc.Order"


def test_none_comes_last_in_a_remote_parameter() -> None:
    assert type_hints.remote_parameter(optional(INT), SCOPE) == "int | Ref[int | None] | None"


def test_likes_are_structs_that_a_parameter_reaches() -> None:
    plain = struct("Plain", ("n", INT))
    listed = struct("Listed", ("n", list_of(INT)))
    outer = struct("Outer", ("inner", struct_type("Listed")))
    result_only = struct("ResultOnly", ("n", list_of(INT)))
    task = function("F", struct_type("ResultOnly"), ("a", struct_type("Outer")), ("b", struct_type("Plain")))
    app = interface(task, structs=(plain, listed, outer, result_only))
    assert type_hints.likes(app) == {"Listed", "Outer", "Plain"}


def test_only_a_field_that_says_so_in_cpp_may_be_left_out() -> None:
    item = struct(
        "Item",
        ("list", list_of(INT)),
        ("listed", list_of(INT), Default("{}", [], has_value=True)),
        ("maybe", optional(INT)),
        ("number", INT),
    )
    assert [type_hints.required(item, i) for i in range(4)] == [True, False, False, True]
