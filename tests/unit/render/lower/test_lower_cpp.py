"""Generated C++: what each construct of an interface becomes."""

from __future__ import annotations

import dataclasses

import pytest
from goray_gen.emit import cpp_files
from goray_gen.emit.jinja import make_environment
from goray_gen.lower import lower_cpp
from goray_gen.model.interface import Callable, File, Function, Interface, Location

from tests.unit.render import sample as s

POINT = s.struct_type("calc::Point")
AT_SOURCE = Location("src/app.cpp", 3, 1)


def dispatch(interface: Interface) -> str:
    return cpp_files.render(interface, make_environment())[f"{lower_cpp.lower(interface).name}.dispatch.cpp"]


def invoker(task: Callable) -> str:
    """The lines of a task's function."""
    return "\n".join(lower_cpp.lower(s.interface(task)).main.tasks[0].lines)


def test_defaults_are_calls_with_fewer_arguments() -> None:
    task = s.function("Divide", s.INT, ("a", s.INT), ("b", s.INT, s.known(1)))
    assert invoker(task) == (
        "do {\n"
        '  auto a0 = call.Next<long>("a");\n'
        "  if (call.Ended()) return call.Return(::goray::dispatch::Instance<::calc::Tasks>().Divide(a0));\n"
        '  auto a1 = call.Next<long>("b");\n'
        "  call.End();\n"
        "  call.Return(::goray::dispatch::Instance<::calc::Tasks>().Divide(a0, a1));\n"
        "} while (call.NextItem());"
    )


def test_void_returns_nothing_and_args_take_the_rest() -> None:
    assert invoker(s.function("Log", s.VOID, ("args", s.ARGS))) == (
        'auto a0 = call.Rest("args");\ncall.End();\n::goray::dispatch::Instance<::calc::Tasks>().Log(std::move(a0));'
    )


def test_static_member_needs_no_instance() -> None:
    task = dataclasses.replace(s.function("F", s.INT), static=True)
    assert invoker(task) == "call.End();\ncall.Return(::calc::Tasks::F());"


def test_errors_name_a_parameter_as_python_does() -> None:
    assert 'auto a0 = call.Next<long>("lambda_");' in invoker(s.function("F", s.INT, ("lambda", s.INT)))


def test_wire_name_is_not_the_members_name() -> None:
    task = dataclasses.replace(s.function("plus", s.INT), cpp_name="Add")
    text = dispatch(s.interface(task))
    assert "void Runplus(::goray::dispatch::Invocation& call) {" in text
    assert "Instance<::calc::Tasks>().Add()" in text


def test_actor_without_methods_has_an_empty_table() -> None:
    interface = s.interface(actors=(s.actor("NewIdle", "calc::Idle"),), classes=(s.cls("calc::Idle"),))
    text = dispatch(interface)
    assert "constexpr std::array<::goray::dispatch::Callable, 0> kMethods{};" in text
    assert "call.Made(::goray::dispatch::Instance<::calc::Actors>().NewIdle());" in text
    assert "methods_of_calc_Idle::kMethods}," in text


def test_an_annotated_source_has_a_unit_with_all_that_it_declares() -> None:
    point = dataclasses.replace(s.struct("calc::Point", ("x", s.INT)), location=AT_SOURCE)
    task = dataclasses.replace(s.function("Move", s.INT, ("point", POINT)), location=AT_SOURCE)
    interface = dataclasses.replace(s.interface(task, structs=(point,)), files=(File("src/app.cpp", "source"),))
    files = cpp_files.render(interface, make_environment())
    assert "Codec" not in files["calc.goray.h"].replace("goray/detail/codecs.h", "")
    unit = files["calc.dispatch/src/app.dispatch.cpp"]
    assert unit.index('#include "src/app.cpp"\n') < unit.index("Codec<::calc::Point>") < unit.index("void RunMove(")
    assert "void RunMove(::goray::dispatch::Invocation& call);" in files["calc.dispatch.cpp"]


def test_a_type_that_headers_and_sources_use_has_one_codec() -> None:
    point = s.struct("calc::Point", ("x", s.INT))
    tasks = (s.function("A", POINT), dataclasses.replace(s.function("B", POINT), location=AT_SOURCE))
    interface = dataclasses.replace(s.interface(*tasks, structs=(point,)), files=(File("src/app.cpp", "source"),))
    files = cpp_files.render(interface, make_environment())
    assert ["Codec<::calc::Point>" in text for text in files.values()] == [True, False, False, False]


def test_a_source_in_which_nothing_is_annotated_is_only_included() -> None:
    files = cpp_files.render(s.interface(), make_environment(), ["../a.cc"])
    text = files["calc.dispatch/__/a.dispatch.cc"]
    assert [line for line in text.splitlines() if not line.startswith("//")] == ['#include "../a.cc"']


def test_driver_and_options_of_a_source_are_called_in_its_unit() -> None:
    found = {"driver": Function("Main", AT_SOURCE), "options": Function("Init", AT_SOURCE)}
    interface = dataclasses.replace(s.interface(), files=(File("src/app.cpp", "source"),), **found)
    files = cpp_files.render(interface, make_environment())
    assert ".driver = &::goray_generated::Driver," in files["calc.dispatch.cpp"]
    assert ".options = &::goray_generated::Options," in files["calc.dispatch.cpp"]
    assert "return ::goray::dispatch::RunDriver<&Main>(argc, argv);" in files["calc.dispatch/src/app.dispatch.cpp"]
    assert "std::string Options() { return Init().ToJson(); }" in files["calc.dispatch/src/app.dispatch.cpp"]


def test_driver_and_options_are_entries_of_the_app() -> None:
    annotated = dataclasses.replace(
        s.interface(), driver=Function("::calc::Main", s.AT), options=Function("::calc::Init", s.AT)
    )
    text = dispatch(annotated)
    assert ".driver = &RunDriver<&::calc::Main>," in text
    assert ".options = [] { return ::calc::Init().ToJson(); }," in text


def test_last_part_of_a_dotted_package_names_the_files() -> None:
    files = sorted(cpp_files.render(s.interface(package="a.b"), make_environment()))
    assert files == ["b.dispatch.cpp", "b.goray.h", "b.remote.h"]


@pytest.mark.parametrize("empty", ["calc.goray.h", "calc.dispatch.cpp"])
def test_empty_app_ends_with_one_newline(empty: str) -> None:
    text = cpp_files.render(s.interface(), make_environment())[empty]
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_streams_arguments_move_into_it() -> None:
    task = s.function("Words", s.stream_of(s.STRING), ("text", s.STRING), ("least", s.INT, s.known(1)))
    assert invoker(task) == (
        'auto a0 = call.Next<std::string>("text");\n'
        "if (call.Ended())\n"
        "  return call.Stream([](auto& b0) { return "
        "::goray::dispatch::Instance<::calc::Tasks>().Words(std::move(b0)); }, std::move(a0));\n"
        'auto a1 = call.Next<long>("least");\n'
        "call.End();\n"
        "call.Stream([](auto& b0, auto& b1) { return "
        "::goray::dispatch::Instance<::calc::Tasks>().Words(std::move(b0), b1); }, std::move(a0), a1);"
    )


def test_a_stream_of_a_method_is_its_objects() -> None:
    method = s.function("Up", s.stream_of(s.INT), ("n", s.INT), owner="::c::Counter")
    app = s.interface(actors=(s.actor("NewCounter", "c::Counter"),), classes=(s.cls("c::Counter", method),))
    text = dispatch(app)
    assert "call.Stream([&self](auto& b0) { return self.Up(b0); }, a0);" in text
    assert '{"Up", "Up(n: int) -> Stream[int]", "app.h:1", &RunUp, ' in text


def test_a_stream_is_not_called_by_slots() -> None:
    app = s.interface(s.function("Count", s.stream_of(s.INT), ("n", s.INT)))
    assert dispatch(app).count('">"') == 1


def test_a_stream_of_ray_in_cpp() -> None:
    app = s.interface(s.function("Count", s.stream_of(s.INT), ("n", s.INT)))
    (function,) = lower_cpp.lower(app).client[0].functions
    assert function.text == 'inline constexpr ::goray::RemoteTask<::goray::StreamRefs<long>(long)> Count{"Count"};'
