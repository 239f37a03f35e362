"""What typed calls refuse, and the first line that says so."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tests.compilers import COMPILERS, check_text
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "reference" / "typed_calls.md"
APP = """\
#include <goray/goray.h>
namespace calc {
struct DivMod { std::int64_t quotient, remainder; };
struct Tasks {
  DivMod Divide(std::int64_t a, std::int64_t b = 1) const;
  DivMod Same(const DivMod& parts) const;
  std::string Hello(std::string_view name) const;
  double Half(double x) const;
  std::string Half(std::string text) const;
  void Unsigned(std::uint32_t count) const;
  void Single(float x) const;
  void Maybe(std::optional<std::int64_t> x) const;
  void Log(std::int64_t level, goray::Args rest) const;
  std::tuple<DivMod, std::string> Parts(std::int64_t x) const;
  std::pair<int, double> Counted(goray::Args rest) const;
  void Visit(const std::function<void(int)>& at) const;
};
struct Base { std::int64_t Total() const; };
struct Counter : Base { std::int64_t Incr(std::int64_t by); };
struct Store { std::int64_t Get() const; };
struct Actors { std::unique_ptr<Counter> NewCounter(std::int64_t start) const; };
}  // namespace calc
using namespace calc;
using goray::Actor, goray::ActorHandle, goray::ObjectRef, goray::Overload, goray::Task;
"""
NO_CODEC = "namespace goray { template <> struct Codec<calc::DivMod>; }\n"
"""The generated header's, further down than the calls."""


OF_CPP = (
    "a function of C++ cannot be sent to a task: call the task from Python, which can give it a function, or take the "
    "name of a task"
)


class Refused(NamedTuple):
    code: str
    gcc: str
    clang: str


ARGUMENT = "use of deleted function 'goray::ArgumentFor<Parameter>::ArgumentFor({}) [with Given = {}; Parameter = {}]'"
CONVERSION = "conversion function from {} to 'ArgumentFor<{}>' invokes a deleted function"
COUNT = (
    "use of deleted function 'Result goray::TypedCall<Result(Ps ...)>::Remote(const Given& ...) const "
    "[with Given = {{{}}}; Result = {}; Parameters = {{{}}}]'"
)


def refused(
    code: str, given: str, parameter: str, clang: tuple[str, str] = ("", ""), of: str = "const Given&"
) -> Refused:
    """An argument that does not convert. `clang`: how it spells both, if otherwise."""
    source = f"'{clang[0] or given}"
    source += "" if "(aka" in source else "'"
    return Refused(code, ARGUMENT.format(of, given, parameter), CONVERSION.format(source, clang[1] or parameter))


REFUSED = {
    "a wrong type": refused(
        'Task<&Tasks::Divide>().Remote("seven", 2);', "char [6]", "long int", ("const char[6]", "long")
    ),
    "a number for a text": refused(
        "Task<&Tasks::Hello>().Remote(7);",
        "int",
        "std::basic_string_view<char>",
        ("", "basic_string_view<char, char_traits<char>>"),
    ),
    "a number for a struct": refused(
        "Task<&Tasks::Same>().Remote(7);", "int", "const calc::DivMod&", ("", "const DivMod &")
    ),
    "a bool for a number": refused("Task<&Tasks::Divide>().Remote(true, 2);", "bool", "long int", ("", "long")),
    "a fraction for an integer": refused("Task<&Tasks::Divide>().Remote(7.9, 2);", "double", "long int", ("", "long")),
    "a wider variable": refused(
        "std::size_t n = 3; Task<&Tasks::Divide>().Remote(n, 2);",
        "long unsigned int",
        "long int",
        ("std::size_t' (aka 'unsigned long')", "long"),
        of="Given&",
    ),
    "a double variable for a float": refused(
        "double x = 0.1; Task<&Tasks::Single>().Remote(x);", "double", "float", of="Given&"
    ),
    "a fraction for an optional integer": refused(
        "Task<&Tasks::Maybe>().Remote(7.9);",
        "double",
        "std::optional<long int>",
        ("", "optional<long>"),
    ),
    "a constant that does not fit": Refused(
        "Task<&Tasks::Unsigned>().Remote(-1);",
        "call to non-'constexpr' function 'void goray::detail::ConstantDoesNotFit() "
        "[with Constant = int; Parameter = unsigned int]'",
        "call to consteval function 'goray::ArgumentFor<unsigned int>::ArgumentFor<int>' is not a constant expression",
    ),
    "a ref of the wrong type": refused(
        "ObjectRef<std::int32_t> t; Task<&Tasks::Same>().Remote(t);",
        "goray::ObjectRef<int>",
        "const calc::DivMod&",
        ("ObjectRef<std::int32_t>' (aka 'ObjectRef<int>')", "const DivMod &"),
    ),
    "a ref that would narrow": refused(
        "ObjectRef<std::int64_t> t; Task<&Tasks::Unsigned>().Remote(t);",
        "goray::ObjectRef<long int>",
        "unsigned int",
        ("ObjectRef<std::int64_t>' (aka 'ObjectRef<long>')", ""),
    ),
    "a ref to nothing": refused(
        "ObjectRef<void> t; Task<&Tasks::Divide>().Remote(t, 2);",
        "goray::ObjectRef<void>",
        "long int",
        ("ObjectRef<void>", "long"),
    ),
    "a ref to several values": refused(
        "ObjectRef<std::tuple<int, int>> t; Task<&Tasks::Divide>().Remote(t, 2);",
        "goray::ObjectRef<std::tuple<int, int> >",
        "long int",
        ("ObjectRef<std::tuple<int, int>>", "long"),
    ),
    "a method of another class": Refused(
        "ActorHandle<Counter> c; c.Task<&Store::Get>().Remote();",
        "use of deleted function 'void goray::ActorHandle<T>::Task(const goray::Options&) const "
        "[with auto kMethod = &calc::Store::Get; T = calc::Counter]'",
        "static assertion failed due to requirement 'detail::kIsMethodOf<&calc::Store::Get, calc::Counter>': "
        "a method of another class",
    ),
    "a method of an actor of any class": Refused(
        "ActorHandle<> c; c.Task<&Counter::Incr>().Remote(1);",
        "use of deleted function 'void goray::ActorHandle<T>::Task(const goray::Options&) const "
        "[with auto kMethod = &calc::Counter::Incr; T = void]'",
        "static assertion failed due to requirement 'detail::kIsMethodOf<&calc::Counter::Incr, void>': "
        "a method of another class",
    ),
    "a split result that is no tuple": Refused(
        "Task<&Tasks::Divide>().Split();",
        "use of deleted function 'void goray::TypedCall<Result(Ps ...)>::Split() const requires !(IsSplit<Result>) "
        "[with Result = goray::ObjectRef<calc::DivMod>; Parameters = {long int, long int}]'",
        "call to deleted member function 'Split'",
    ),
    "a result of the wrong type": Refused(
        "ObjectRef<int> t = Task<&Tasks::Divide>().Remote(7, 2);",
        "conversion from 'ObjectRef<calc::DivMod>' to non-scalar type 'ObjectRef<int>' requested",
        "no viable conversion from 'ObjectRef<calc::DivMod>' to 'ObjectRef<int>'",
    ),
    "a value of the wrong type": Refused(
        "int t = Get(Task<&Tasks::Divide>().Remote(7, 2));",
        "cannot convert 'calc::DivMod' to 'int' in initialization",
        "no viable conversion from 'calc::DivMod' to 'int'",
    ),
    "an actor of another class": Refused(
        "ActorHandle<Store> c = Actor<&Actors::NewCounter>().Remote(1);",
        "conversion from 'ActorHandle<calc::Counter>' to non-scalar type 'ActorHandle<calc::Store>' requested",
        "no viable conversion from 'ActorHandle<calc::Counter>' to 'ActorHandle<Store>'",
    ),
    "too few arguments": Refused(
        "Task<&Tasks::Divide>().Remote(7);",
        COUNT.format("int", "goray::ObjectRef<calc::DivMod>", "long int, long int"),
        "too few arguments to function call, expected 2, have 1",
    ),
    "too many arguments": Refused(
        "Task<&Tasks::Divide>().Remote(7, 2, 1);",
        COUNT.format("int, int, int", "goray::ObjectRef<calc::DivMod>", "long int, long int"),
        "too many arguments to function call, expected 2, have 3",
    ),
    "too few before the rest": Refused(
        "Task<&Tasks::Log>().Remote();",
        "use of deleted function 'Result goray::VariadicCall<Result(Parameters ...)>::Remote(const Given& ...) const "
        "[with Given = {}; Result = goray::ObjectRef<void>; Parameters = {long int}]'",
        "call to deleted member function 'Remote'",
    ),
    "one of several functions": Refused(
        "Task<&Tasks::Half>().Remote(7);",
        "no matching function for call to 'Task<(& calc::Tasks::Half)>()'",
        "no matching function for call to 'Task'",
    ),
    "a function of C++": Refused(
        "void (*at)(int) = nullptr; Task<&Tasks::Visit>().Remote(at);",
        f"static assertion failed: {OF_CPP}",
        f"static assertion failed: {OF_CPP}",
    ),
    "no function": Refused(
        "Task<&DivMod::quotient>().Remote(7);",
        "use of deleted function 'void goray::Task(Options) [with auto kFunction = &calc::DivMod::quotient]'",
        "call to deleted function 'Task'",
    ),
}


def first_errors(compiler: str, cases: list[str], before: str = "") -> dict[int, str]:
    """Index of a case -> the first error that it causes, wherever that is."""
    text = (
        APP
        + before
        + "".join(
            f'void Case{i}() {{\n#line {i + 1} "case"\n{code}\n#line 1 "app"\n}}\n' for i, code in enumerate(cases)
        )
    )
    done = check_text(compiler, text + NO_CODEC, *(["-ferror-limit=0"] if compiler.startswith("clang") else []))
    found = parse(done.stderr)
    assert bool(found) == bool(done.returncode), done.stderr
    return found


def parse(output: str) -> dict[int, str]:
    found: dict[int, str] = {}
    waiting = ""  # an error in a header, whose case follows
    at = -1  # a case whose error in a header follows
    for line in output.splitlines():
        case = re.match(r"case:(\d+):\d+:", line)
        error = re.search(r"error: (.*)", line)
        if case and error:
            found.setdefault(int(case[1]) - 1, error[1])
            waiting, at = "", -1
        elif case and waiting:
            found.setdefault(int(case[1]) - 1, waiting)
            waiting = ""
        elif case:
            at = int(case[1]) - 1
        elif error and at >= 0:
            found.setdefault(at, error[1])
            at = -1
        elif error:
            waiting = error[1]
    return found


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_is_refused(compiler: str) -> None:
    found = first_errors(compiler, [case.code for case in REFUSED.values()])
    told = {what: found.get(i, "nothing") for i, what in enumerate(REFUSED)}
    assert told == {what: case.gcc if compiler == "g++" else case.clang for what, case in REFUSED.items()}


ACCEPTED = """\
Task<&Tasks::Divide>({{"num_cpus", 2}}).Remote(7, std::int16_t{2});
Task<&Tasks::Divide>().Remote(ObjectRef<std::int64_t>(), ObjectRef<std::int32_t>());
Task<&Tasks::Divide>().Remote(ObjectRef<>(), ObjectRef<std::uint32_t>());
Task<&Tasks::Same>().Remote(Task<&Tasks::Divide>().Remote(7, 2));
Task<&Tasks::Hello>().Remote(std::string("Ada"));
Task<&Tasks::Hello>().Remote(ObjectRef<std::string>());
Task<Overload<double(double)>(&Tasks::Half)>().Remote(1.5F);
Task<&Tasks::Unsigned>().Remote(5);
constexpr std::size_t kCount = 3; Task<&Tasks::Unsigned>().Remote(kCount);
Task<&Tasks::Single>().Remote(0.1);
Task<&Tasks::Maybe>().Remote(std::nullopt);
Task<&Tasks::Maybe>().Remote(std::optional<std::int32_t>(3));
Task<&Tasks::Log>().Remote(1, "two", 3.0, ObjectRef<int>());
ActorHandle<Counter> c = Actor<&Actors::NewCounter>({{"name", "c1"}}).Remote(0); c.Task<&Counter::Total>().Remote();
std::tuple<ObjectRef<DivMod>, ObjectRef<std::string>> parts = Task<&Tasks::Parts>().Split().Remote(1);
std::tuple<ObjectRef<int>, ObjectRef<double>> parts = Task<&Tasks::Counted>({{"num_cpus", 2}}).Split().Remote(1, "a");
auto parts = goray::RemoteCallSplit<DivMod, std::string>("Parts", 1); ObjectRef<DivMod> first = std::get<0>(parts);
ActorHandle<Counter> d; ObjectRef<> any = d.Task<&Counter::Incr>().Remote(1);
"""


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_is_accepted(compiler: str) -> None:
    """Also where the codec of a struct comes later, as in a unit that includes the source of the calls."""
    assert first_errors(compiler, ACCEPTED.splitlines()) == {}


@pytest.mark.parametrize("compiler", COMPILERS)
def test_the_table_of_what_converts(compiler: str) -> None:
    rows = re.findall(r"^\| `(.+?)` \| `(.+?)` \| (yes|no) \|$", PAGE.read_text(encoding="utf-8"), re.M)
    tasks = "".join(f"struct T{i} {{ void F({parameter}) const; }};\n" for i, (_, parameter, _) in enumerate(rows))
    variables = "[[maybe_unused]] int n = 1; [[maybe_unused]] std::size_t size = 1; [[maybe_unused]] double x = 1;"
    variables += " [[maybe_unused]] constexpr int kFive = 5;"
    cases = [f"{variables} Task<&T{i}::F>().Remote({argument});" for i, (argument, _, _) in enumerate(rows)]
    errors = first_errors(compiler, cases, tasks)
    told = [(argument, parameter, "no" if i in errors else "yes") for i, (argument, parameter, _) in enumerate(rows)]
    assert told == rows
    assert len(rows) > 40
