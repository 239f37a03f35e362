"""The decisions behind the Python package, each a pure function."""

from __future__ import annotations

import pytest
from goray import package
from goray_gen import converters, defaults, names, spelling
from goray_gen.environment import docstring, literal, wrapped
from goray_gen.imports import import_lines
from goray_gen.lower_python import MAX_OVERLOADS, lower
from goray_gen.model import Default, Type
from goray_gen.spelling import Spelling

from tests.unit.render.sample import (
    ANY,
    ARGS,
    BOOL,
    BYTES,
    FLOAT,
    INT,
    STRING,
    VOID,
    actor,
    cls,
    enum,
    enum_type,
    function,
    interface,
    known,
    list_of,
    map_of,
    optional,
    struct,
    struct_type,
    tuple_of,
    unique_ptr,
)

SPELL = Spelling("calc", {"c::Order": "Order", "c::Color": "Color"}, frozenset({"c::Order"}))
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
        (VOID, "", "None"),
        (COLOR, "Color", "Color"),
        (ORDER, "OrderLike", "Order"),
        (list_of(ORDER), "Sequence[OrderLike]", "list[Order]"),
        (map_of(COLOR, list_of(INT)), "Mapping[Color, Sequence[int]]", "dict[Color, list[int]]"),
        (optional(optional(INT)), "int | None", "int | None"),
        (unique_ptr(ORDER), "OrderLike | None", "Order | None"),
        (tuple_of(INT, BYTES), "tuple[int, BytesLike]", "tuple[int, bytes]"),
        (tuple_of(INT), "tuple[int]", "tuple[int]"),
        (tuple_of(), "tuple[()]", "None"),
    ],
)
def test_annotations(type_: Type, parameter: str, result: str) -> None:
    if parameter:
        assert spelling.parameter(type_, SPELL) == parameter
    assert spelling.returned(type_, SPELL) == result


def test_annotations_beside_members_of_the_same_name() -> None:
    spell = SPELL.within("list", "int", "Order")
    assert spelling.result(list_of(INT), spell) == "builtins.list[builtins.int]"
    assert spelling.parameter(list_of(ORDER), spell) == "Sequence[OrderLike]"
    assert spelling.result(ORDER, spell) == "calc.Order"


def test_none_comes_last_in_a_remote_parameter() -> None:
    assert spelling.remote_parameter(optional(INT), SPELL) == "int | Ref[int | None] | None"


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
    assert defaults.expression(default, type_, SPELL, enums) == expected


def test_default_after_one_that_only_cpp_knows_is_cpps_as_well() -> None:
    task = function("F", VOID, ("a", INT, known(1)), ("b", INT, Default("Make()")), ("c", INT, known(3)))
    view = lower(interface(task)).tasks[0]
    assert view.run.parameters == ("a: int = 1", "b: int = OMITTED", "c: int = OMITTED")
    assert view.call.parameters == ("a: int = 1", "b: int = ...", "c: int = 3")
    assert view.declared == ('parameters=("a", "b", "c")', 'defaults={"a": 1, "b": OMITTED, "c": OMITTED}')


def test_only_what_differs_from_the_plain_case_is_declared() -> None:
    assert lower(interface(function("F"))).tasks[0].declared == ()
    odd = function("from", list_of(enum_type("c::Color")), ("a", INT), ("rest", ARGS))
    view = lower(interface(odd, enums=(enum("c::Color", RED=0),)))
    assert view.tasks[0].declared == (
        'name="from"',
        'parameters=("a",)',
        "variadic=True",
        "convert=list_of(Color)",
    )


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
    ],
)
def test_converters(type_: Type, expected: str | None) -> None:
    assert converters.returned(type_, SPELL.types, frozenset({"c::Order"})) == expected


def test_structs_to_convert_through_one_another() -> None:
    a = struct("A", ("b", list_of(struct_type("B"))))
    b = struct("B", ("a", unique_ptr(struct_type("A"))), ("color", enum_type("E")))
    c = struct("C", ("n", INT))
    assert converters.structs_to_convert(interface(structs=(a, b, c))) == {"A", "B"}


def test_likes_are_structs_of_parameters_that_differ() -> None:
    plain = struct("Plain", ("n", INT))
    listed = struct("Listed", ("n", list_of(INT)))
    outer = struct("Outer", ("inner", struct_type("Listed")))
    result_only = struct("ResultOnly", ("n", list_of(INT)))
    task = function("F", struct_type("ResultOnly"), ("a", struct_type("Outer")), ("b", struct_type("Plain")))
    app = interface(task, structs=(plain, listed, outer, result_only))
    assert spelling.likes(app) == {"Listed", "Outer"}


def test_names() -> None:
    app = interface(
        function("lambda"),
        function("Task"),
        structs=(struct("a::Point"), struct("b::Point"), struct("a::Task"), struct("a::Sequence")),
        actors=(actor("NewBox", "a::Box"), actor("Lid", "a::Lid"), actor("Make", "a::Lid")),
        classes=(cls("a::Box"), cls("a::Lid")),
    )
    assigned = names.assign(app)
    assert assigned.types == {
        "a::Box": "Box",
        "a::Lid": "Lid",
        "a::Point": "a_Point",
        "a::Sequence": "Sequence_",
        "a::Task": "Task_",
        "b::Point": "b_Point",
    }
    assert assigned.factories == {"NewBox": "NewBox", "Lid": "Lid", "Make": "Make"}
    assert assigned.tasks == {"lambda": "lambda_", "Task": "Task_"}


def test_generated_modules_may_import_all_that_goray_package_has_and_no_more() -> None:
    has = {name for name, value in vars(package).items() if getattr(value, "__module__", "").startswith("goray")}
    assert {*has, "OMITTED"} == names.PACKAGE


def test_a_method_does_not_hide_what_its_class_says_in_its_body() -> None:
    methods = [function(name) for name in ("LocalMethod", "optional", "tuple", "kill", "list")]
    assert list(names.method_names(methods, ()).values()) == ["LocalMethod_", "optional_", "tuple_", "kill_", "list"]


def test_parameter_names_are_distinct() -> None:
    task = function("F", VOID, ("from", INT), ("from_", INT), ("self", INT), ("name", INT))
    assert names.parameter_names(task) == ("from_", "from__", "self_", "name")


def test_enumerator_names() -> None:
    members = enum("E", None_=0, real=1, __x=2, _y_=3, OK=4)
    assert list(names.enumerator_names(members).values()) == ["None_", "real_", "m__x", "m_y_", "OK"]


@pytest.mark.parametrize(("count", "literals"), [(MAX_OVERLOADS, True), (MAX_OVERLOADS + 1, False)])
def test_many_tasks_have_no_overloads(count: int, literals: bool) -> None:
    view = lower(interface(*(function(f"F{i}") for i in range(count))))
    assert view.literals is literals
    assert ("by_name" in view.exports) is not literals


def test_imports_follow_from_the_body() -> None:
    body = '"""Not Any."""\n\n\ndef f(a: Sequence[Ref[int]]) -> x.Mapping: ...  # Literal\n'
    sources = {
        "Any": "typing",
        "Literal": "typing",
        "Mapping": "collections.abc",
        "Ref": "goray.typing",
        "Sequence": "collections.abc",
        "_app": "._app:app",
        "annotations": "__future__",
    }
    assert import_lines(body, sources, ("annotations", "_app")).split("\n") == [
        "from __future__ import annotations",
        "",
        "from collections.abc import Sequence",
        "",
        "from goray.typing import Ref",
        "",
        "from ._app import app as _app",
    ]


@pytest.mark.parametrize("text", ["plain", 'ends "so"', "a\\", "C:\\new", 'three """ quotes \\', "two\n\nlines"])
def test_docstring_says_the_text(text: str) -> None:
    namespace: dict[str, str] = {}
    exec(f"doc = {docstring(text)}", namespace)
    assert namespace["doc"].strip("\n") == text


@pytest.mark.parametrize("text", ["", "\\", "'\"", "\\'", '\\"', "a\n\0é", '""\'', "''\\\\'\""])
def test_literal_says_the_text(text: str) -> None:
    assert eval(literal(text)) == text


def test_literal_has_double_quotes_where_ruff_has() -> None:
    assert [literal(value) for value in ("a", 'a"b', "it's", 1, None)] == ['"a"', "'a\"b'", '"it\'s"', "1", "None"]


def test_long_lines_are_broken_as_ruff_does() -> None:
    assert wrapped(["a: int"] * 3, "def f(", "):") == "def f(a: int, a: int, a: int):"
    assert wrapped(["a" * 60, "b" * 54], "def f(", "):") == f"def f(\n    {'a' * 60}, {'b' * 54}\n):"
    assert wrapped(["a" * 60, "b" * 60], "f(", ")", 4) == f"f(\n        {'a' * 60},\n        {'b' * 60},\n    )"
