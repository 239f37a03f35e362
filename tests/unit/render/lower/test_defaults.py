"""Default arguments as Python source."""

from __future__ import annotations

import pytest
from goray_gen.lower import defaults
from goray_gen.model.interface import Default, Type

from tests.unit.render.sample import (
    BOOL,
    FLOAT,
    INT,
    SCOPE,
    STRING,
    enum,
    enum_type,
    known,
    list_of,
    optional,
    struct_type,
)

ORDER, COLOR = struct_type("c::Order"), enum_type("c::Color")


@pytest.mark.parametrize(
    ("default", "type_", "expected"),
    [
        (known(True), BOOL, "True"),
        (known(-3), INT, "-3"),
        (known(1), FLOAT, "1.0"),
        (known("a\"b'\n"), STRING, '"a\\"b\'\\n"'),
        (known("it"), STRING, '"it"'),
        (known(None), optional(INT), "None"),
        (known(2), optional(INT), "2"),
        (known(1), COLOR, "Color.GREEN"),
        (known(7), COLOR, None),
        (known([1]), list_of(INT), None),
        (Default("Make()"), INT, None),
    ],
)
def test_defaults(default: Default, type_: Type, expected: str | None) -> None:
    enums = {"c::Color": enum("c::Color", RED=0, GREEN=1)}
    assert defaults.expression(default, type_, SCOPE, enums) == expected
