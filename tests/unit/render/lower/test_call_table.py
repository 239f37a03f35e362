"""What the call table tells of callables: types in words, defaults as msgpack has them."""

from __future__ import annotations

import dataclasses

import gorayffi
import pytest
from goray_gen.lower import call_table
from goray_gen.lower.code import code
from goray_gen.model.interface import Default, Type

from tests.unit.render import sample as s

U8 = dataclasses.replace(s.INT, bits=8, signed=False)
FLOATS = Type("list", "std::vector<double>", element=s.FLOAT)

TYPES = {
    "int64": s.INT,
    "uint8": U8,
    "float64": s.FLOAT,
    "complex128": Type("complex", "std::complex<double>", bits=64),
    "nil": s.VOID,
    "list<any>": s.ARGS,
    "map<string,list<float64>>": Type("map", "", key=s.STRING, element=FLOATS),
    "tuple<int64,string>": Type("tuple", "", elements=(s.INT, s.STRING)),
    "optional<int64>": Type("unique_ptr", "", element=s.INT),
    "struct<calc::Point>": s.struct_type("calc::Point"),
    "ndarray<float64,2,writable>": Type("ndarray", "", rank=2, writable=True, element=s.FLOAT),
    "actor": Type("actor", "goray::ActorHandle<>"),
    "ref": Type("ref", "goray::ObjectRef<>"),
}


@pytest.mark.parametrize("text", TYPES)
def test_types_are_words_with_what_is_inside_of_them(text: str) -> None:
    assert call_table.type_text(TYPES[text]) == text


COLOR = Type("enum", "calc::Color", name="calc::Color")
ENUMS = {"calc::Color": s.enum("calc::Color", RED=7)}
VALUES: list[tuple[object, Type]] = [
    *((value, s.INT) for value in (0, 1, 127, 128, -1, -32, -33, -(2**63), 2**63 - 1)),
    (2**64 - 1, dataclasses.replace(s.INT, signed=False)),
    (0.5, s.FLOAT),
    (-0.0, s.FLOAT),
    (3, s.FLOAT),
    (True, s.BOOL),
    (False, s.BOOL),
    ("", s.STRING),
    ('say "hi"?\n\0ü', s.STRING),
    ("x" * 31, s.STRING),
    ("x" * 32, s.STRING),
    (None, Type("optional", "", element=s.INT)),
    (5, Type("optional", "", element=s.INT)),
    (7, COLOR),
]


@pytest.mark.parametrize(("value", "type_"), VALUES, ids=repr)
def test_a_default_is_one_msgpack_value(value: object, type_: Type) -> None:
    data = call_table.packed(Default("", value, has_value=True), type_, ENUMS)
    assert data is not None
    (unpacked,) = gorayffi.unpack(data)
    assert repr(unpacked) == repr(float(value) if type_.kind == "float" and isinstance(value, int) else value)


UNKNOWN: list[tuple[Default, Type]] = [
    (Default("F()"), s.INT),
    (Default("{}", [], has_value=True), FLOATS),
    (Default("INFINITY", float("inf"), has_value=True), s.FLOAT),
    (Default("true", value=True, has_value=True), s.INT),
    (Default("Color(2)", 2, has_value=True), COLOR),
]


@pytest.mark.parametrize(("default", "type_"), UNKNOWN, ids=repr)
def test_what_python_leaves_to_the_library_has_no_value(default: Default, type_: Type) -> None:
    assert call_table.packed(default, type_, ENUMS) is None


def test_overloads_have_their_parameters_each() -> None:
    one = s.function("F", s.INT, ("a", s.INT), ("b", s.STRING, s.known("x")))
    none = s.function("F", s.VOID)
    text = call_table.told([one, none], [[code("a"), code("b_")], []], ["int64", "nil"], code("RunF"), {})
    assert text == (
        "constexpr ::GorayParameter kParametersOfRunF_1[] = {\n"
        '    {"a", "int64", 0, nullptr, 0},\n'
        '    {"b_", "string", GORAY_HAS_DEFAULT, "\\241x", 2},\n'
        "};\n"
        "constexpr ::GorayOverload kOverloadsOfRunF[] = {\n"
        '    {kParametersOfRunF_1, 2, "int64"},\n'
        '    {nullptr, 0, "nil"},\n'
        "};"
    )
