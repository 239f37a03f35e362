"""C++ names as Python names."""

from __future__ import annotations

from goray import package
from goray_gen.lower import names

from tests.unit.render.sample import INT, VOID, actor, cls, enum, function, interface, stream_of, struct


def test_names() -> None:
    app = interface(
        function("lambda"),
        function("Task"),
        structs=(struct("a::Point"), struct("b::Point"), struct("a::Task"), struct("a::Sequence")),
        actors=(actor("NewBox", "a::Box"), actor("Lid", "a::Lid"), actor("Make", "a::Lid")),
        classes=(cls("a::Box"), cls("a::Lid")),
    )
    assigned = names.assign(app)
    assert assigned.classes == {"a::Box": "Box", "a::Lid": "Lid"}
    assert assigned.scope.types == {
        "a::Point": "a_Point",
        "a::Sequence": "Sequence_",
        "a::Task": "Task_",
        "b::Point": "b_Point",
    }
    assert assigned.factories == {"NewBox": "NewBox", "Lid": "Lid", "Make": "Make"}
    assert assigned.tasks == {"lambda": "lambda_", "Task": "Task_"}


def test_names_of_streams_are_taken_only_where_there_are_some() -> None:
    without = interface(function("StreamTask"), structs=(struct("a::Stream"),))
    assert names.assign(without).scope.types == {"a::Stream": "Stream"}
    assert names.assign(without).tasks == {"StreamTask": "StreamTask"}
    app = interface(function("StreamTask"), function("Count", stream_of(INT)), structs=(struct("a::Stream"),))
    assert names.assign(app).scope.types == {"a::Stream": "Stream_"}
    assert names.assign(app).tasks == {"StreamTask": "StreamTask_", "Count": "Count"}


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
