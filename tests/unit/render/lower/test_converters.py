"""Which results are rebuilt in Python, and how."""

from __future__ import annotations

import pytest
from goray_gen.lower import converters
from goray_gen.model.interface import Type

from tests.unit.render.sample import (
    COMPLEX,
    DURATION,
    FLOAT,
    INT,
    NIL,
    PATH,
    SCOPE,
    STRING,
    TIME_POINT,
    enum_type,
    interface,
    list_of,
    map_of,
    optional,
    set_of,
    struct,
    struct_type,
    tuple_of,
    unique_ptr,
    variant,
)

ORDER, COLOR = struct_type("c::Order"), enum_type("c::Color")


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (INT, None),
        (list_of(FLOAT), None),
        (COLOR, "Color"),
        (tuple_of(INT, STRING), "tuple"),
        (tuple_of(), None),
        (tuple_of(INT, COLOR), "tuple_of(None, Color)"),
        (map_of(STRING, optional(COLOR)), "dict_of(None, optional(Color))"),
        (list_of(ORDER), "list_of(to_Order)"),
        (set_of(INT), "set"),
        (set_of(COLOR), "set_of(Color)"),
        (list_of(set_of(INT)), "list_of(set)"),
        (PATH, "pathlib.Path"),
        (optional(PATH), "optional(pathlib.Path)"),
        (tuple_of(COMPLEX, INT), "tuple_of(complex_of, None)"),
        (list_of(DURATION), "list_of(timedelta_of)"),
        (TIME_POINT, "datetime_of"),
        (variant(INT, STRING, list_of(INT)), None),
        (variant(NIL, INT, PATH), 'one_of(("str", pathlib.Path))'),
        (optional(variant(COLOR, FLOAT)), 'optional(one_of(("int", Color)))'),
        (
            variant(ORDER, set_of(STRING), DURATION, TIME_POINT),
            'one_of(({"id", "color"}, to_Order), (["str"], set), ("float", timedelta_of), ("time", datetime_of))',
        ),
        (
            list_of(variant(tuple_of(INT, COMPLEX), map_of(INT, optional(COLOR)))),
            'list_of(one_of((("int", ("float", "float")), tuple_of(None, complex_of)), '
            '({"int": either("int", "None")}, dict_of(None, optional(Color)))))',
        ),
    ],
)
def test_converters(type_: Type, expected: str | None) -> None:
    structs = converters.Structs(frozenset({"c::Order"}), {"c::Order": ("id", "color")})
    assert converters.returned(type_, SCOPE, structs) == expected


def test_structs_to_convert_through_one_another() -> None:
    a = struct("A", ("b", list_of(struct_type("B"))))
    b = struct("B", ("a", unique_ptr(struct_type("A"))), ("color", enum_type("E")))
    c = struct("C", ("n", INT))
    assert converters.structs_to_convert(interface(structs=(a, b, c))) == {"A", "B"}
