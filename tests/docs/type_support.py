"""Which types cross where: the rows of docs/reference/type_support.md, and what shows each cell.

A cell is `yes` where the model of the app `every_type` has the type at that place, through which its tests send values.
Other cells name a test, or say in a sentence why there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from goray_gen.lower.type_hints import inner_types
from goray_gen.model.interface import Type
from goray_gen.model.load import load

from tests.conftest import ROOT

INTERFACE = load(ROOT / "tests" / "golden" / "every_type" / "interface.json")
TESTS = "tests/features/generated"
COLUMNS: Mapping[str, str] = {
    "parameter": f"{TESTS}/every_type/test_every_type.py::test_a_value_comes_back_as_it_was",
    "result": f"{TESTS}/every_type/test_every_type.py::test_a_value_comes_back_as_it_was",
    "field": f"{TESTS}/every_type/test_every_type.py::test_a_value_comes_back_as_it_was",
    "in a container": f"{TESTS}/every_type/test_every_type.py::test_a_value_comes_back_as_it_was",
    "on Ray": f"{TESTS}/every_type/test_every_type.py::test_values_of_all_types_come_back_through_ray",
    "C++ to Python and back": f"{TESTS}/every_type/test_every_type.py::test_a_value_that_cpp_sends_to_python_returns",
    "default": f"{TESTS}/every_type/test_every_type.py::test_defaults_of_every_kind_that_has_some",
    "GoRay's host and Go": "tests/interop/test_pairings.py::test_case",
}
"""What shows a `yes` of the column."""

VIEW = "it looks into the message, and lives as long as the call: a parameter alone"
CPP_DEFAULT = (
    "C++ evaluates it, and Python leaves the argument out: "
    f"`{TESTS}/test_in_process.py::test_default_that_only_cpp_knows`"
)
LISTS = 'as the lists that msgpack has: "lists"'
OWN = "numpy's arrays are for the host and libraries of goray-cpp; for others an array is lists in lists"


@dataclass(frozen=True)
class Row:
    """A kind of C++ types."""

    words: str
    types: tuple[str, ...]
    """Those that types.md has a row of. Empty: what is no value of its own there."""
    is_it: Callable[[Type], bool] | None
    """Which types of the model; `None`: the app has none, and `cells` has all."""
    peer: str
    """The last column: a case of tests/interop/cases.py in quotation marks, or a reason."""
    cells: Mapping[str, str] = field(default_factory=dict[str, str])
    """Column -> a test's name, or a reason."""


def kind(*names: str) -> Callable[[Type], bool]:
    return lambda type_: type_.kind in names


def spelled(*starts: str) -> Callable[[Type], bool]:
    return lambda type_: type_.cpp.startswith(starts)


def owned(*kinds: str) -> Callable[[Type], bool]:
    return lambda type_: type_.kind in kinds and not type_.view


def everywhere(test: str, *but: str) -> dict[str, str]:
    """One test for all columns but the last, the default, and those named."""
    return {column: test for column in [*COLUMNS][:-2] if column not in but}


VIEWS = {"result": VIEW, "field": VIEW, "in a container": VIEW, "C++ to Python and back": VIEW}
ARRAYS = f"`{TESTS}/arrays/test_arrays.py::test_arrays_of_each_type_and_lists`"
ND_ARRAYS = f"`{TESTS}/arrays/test_nd_arrays.py::test_arrays_of_each_type`"
HELD = f"{TESTS}/arrays/test_held.py"
TABLES = f"{TESTS}/arrays/test_tables.py"
EIGEN = f"`{TESTS}/arrays/test_eigen.py::test_a_matrix_is_copied_from_any_order_and_moves_out`"
REFS = f"`{TESTS}/test_refs.py"
STREAMS = f"`{TESTS}/streams"
CALLBACKS = f"`{TESTS}/objects/test_callbacks.py"
OPAQUE = f"`{TESTS}/objects/test_opaque.py"
NO_VALUE = "nothing has this type but a result"
ROWS = (
    Row("`bool`", ("bool",), kind("bool"), '"booleans"'),
    Row(
        "integers of 8 to 64 bits",
        ("std::int8_t", "std::uint8_t", "short", "int", "std::int64_t", "std::uint64_t", "std::size_t"),
        kind("int"),
        '"integers"',
    ),
    Row("`float`, `double`", ("float", "double"), kind("float"), '"floats"'),
    Row(
        "`std::complex`",
        ("std::complex<double>", "std::complex<float>"),
        kind("complex"),
        LISTS,
    ),
    Row("`std::string`", ("std::string",), owned("string"), '"text"'),
    Row("`std::string_view`", ("std::string_view",), spelled("std::string_view"), '"text"', VIEWS),
    Row("`const char*`", ("const char*",), spelled("const char*"), '"text"', VIEWS),
    Row("`std::filesystem::path`", ("std::filesystem::path",), kind("path"), 'as text: "text"'),
    Row(
        "durations of `std::chrono`",
        ("std::chrono::milliseconds", "std::chrono::nanoseconds", "std::chrono::duration<double>"),
        kind("duration"),
        'as seconds: "floats"',
    ),
    Row(
        "points in time of `std::chrono::system_clock`",
        ("std::chrono::system_clock::time_point", "std::chrono::sys_seconds"),
        kind("time_point"),
        "not tested: msgpack has its timestamp, and the documents of GoRay name no type for it",
    ),
    Row(
        "bytes that own: `goray::Bytes`, `std::vector<std::byte>`",
        ("goray::Bytes", "std::vector<std::byte>", "std::vector<std::uint8_t>"),
        owned("bytes"),
        '"binary data"',
    ),
    Row(
        "`std::span<const std::byte>`",
        ("std::span<const std::byte>", "std::span<const std::uint8_t>"),
        spelled("std::span<const std::byte>"),
        '"binary data"',
        VIEWS,
    ),
    Row(
        "`std::vector`, `deque`, `list`, `array`",
        ("std::vector<int>", "std::deque<int>", "std::list<int>", "std::array<int, 2>", "std::vector<std::string>"),
        owned("list"),
        '"lists"',
    ),
    Row(
        "`std::span<const T>` of numbers",
        (
            "std::span<const int>",
            "std::span<const std::int8_t>",
            "std::span<const std::uint64_t>",
            "std::span<const double>",
            "std::span<const float>",
        ),
        lambda type_: type_.kind == "list" and type_.view,
        '"lists"',
        VIEWS,
    ),
    Row(
        "`goray::NdArray<const T, Rank>`",
        ("goray::NdArray<const double, 2>",),
        kind("ndarray"),
        OWN,
        {
            **dict.fromkeys(
                ("field", "in a container", "C++ to Python and back"),
                f"`{TESTS}/arrays/test_nd_arrays.py::test_arrays_inside_of_values`",
            )
        },
    ),
    Row(
        "`goray::NdArray<T, Rank>`, `std::span<T>`, written into",
        ("goray::NdArray<double>", "std::span<double>"),
        None,
        "no: what C++ writes into is an array of this process",
        {
            "parameter": f"`{TESTS}/arrays/test_nd_arrays.py::test_cpp_writes_into_the_callers_array`",
            "result": f"`{TESTS}/arrays/test_nd_arrays.py::test_results`",
            "field": "a field holds an array of its own: `goray::NdArray<const T>` says so",
            "in a container": "an element holds an array of its own: `goray::NdArray<const T>` says so",
            "on Ray": "what lies in Ray's store is read-only: `.remote()` takes `Never`",
            "C++ to Python and back": "C++ gives its own arrays as results alone",
            "default": "there is no array of the caller's to write into",
        },
    ),
    Row(
        "matrices of Eigen",
        ("Eigen::MatrixXd", "Eigen::Vector2f"),
        None,
        OWN,
        {
            **everywhere(EIGEN, "field", "in a container", "on Ray", "C++ to Python and back"),
            "field": f"`{TESTS}/arrays/test_eigen.py::test_inside_of_values`",
            "in a container": f"`{TESTS}/arrays/test_eigen.py::test_inside_of_values`",
            "on Ray": f"`{TESTS}/arrays/test_eigen.py::test_on_ray`",
            "C++ to Python and back": f"`{TESTS}/arrays/test_eigen.py::test_inside_of_values`",
        },
    ),
    Row(
        "views of Eigen",
        ("Eigen::Ref<const Eigen::VectorXd>", "Eigen::Map<const Eigen::VectorXd>", "Eigen::Ref<Eigen::VectorXd>"),
        None,
        OWN,
        {
            **VIEWS,
            "parameter": f"`{TESTS}/arrays/test_eigen.py::test_views_look_at_the_callers_memory`",
            "on Ray": f"`{TESTS}/arrays/test_eigen.py::test_on_ray`",
        },
    ),
    Row(
        "`goray::Held<T>` of an array or bytes",
        ("goray::Held<goray::NdArray<const double>>", "goray::Held<goray::Bytes>"),
        None,
        "copied: the letter of the call table is goray-cpp's own",
        {
            "parameter": f"`{HELD}::test_an_actor_keeps_arrays_without_a_copy`",
            "result": "C++ gives an array of its own: `goray::NdArray`",
            "field": "a parameter alone is kept: GR1247",
            "in a container": "a parameter alone is kept: GR1247",
            "on Ray": f"`{HELD}::test_an_actor_on_ray_keeps_an_object_of_the_store_until_it_lets_it_go`",
            "C++ to Python and back": "a parameter alone is kept: GR1247",
            "default": "there is no array of the caller's to keep",
        },
    ),
    Row(
        "`goray::RecordBatch`, `goray::Table`",
        ("goray::RecordBatch", "goray::Table"),
        None,
        "no: the feature `arrow` is goray-cpp's own",
        {
            "parameter": f"`{TABLES}::test_whatever_has_columns_is_a_batch`",
            "result": f"`{TABLES}::test_columns_that_cpp_makes`",
            "field": f"`{TABLES}::test_inside_of_other_values`",
            "in a container": f"`{TABLES}::test_inside_of_other_values`",
            "on Ray": f"`{TABLES}::test_on_ray`",
            "C++ to Python and back": f"`{TABLES}::test_inside_of_other_values`",
            "default": "a table has no value that source code says",
        },
    ),
    Row("`std::set`, `unordered_set`", ("std::set<int>", "std::unordered_set<int>"), kind("set"), LISTS),
    Row(
        "`std::map`, `unordered_map`",
        ("std::map<std::string, int>", "std::unordered_map<std::string, int>", "std::map<std::pair<int, int>, int>"),
        kind("map"),
        '"maps with text keys", "maps with integer keys"',
    ),
    Row("`std::optional`", ("std::optional<int>",), kind("optional"), '"an optional value"'),
    Row(
        "`std::unique_ptr`, `std::shared_ptr`",
        (),
        kind("unique_ptr", "shared_ptr"),
        'as an optional value: "an optional value"',
        {
            "parameter": "who owns it after the call is not said: GR1216",
            "result": "who owns it is said by a field alone: GR1216",
            "in a container": "a field alone owns: GR1216",
            "on Ray": f"`{TESTS}/every_type/test_every_type.py::test_values_of_all_types_come_back_through_ray`",
        },
    ),
    Row(
        "`std::tuple`, `std::pair`",
        ("std::tuple<int, std::string>", "std::pair<int, std::string>"),
        kind("tuple"),
        '"a result of several values"',
    ),
    Row("enums", ("Size",), lambda type_: type_.cpp == "::every_type::Size", 'as an integer: "integers"'),
    Row(
        "enums that are flags", ("Mode",), lambda type_: type_.cpp == "::every_type::Mode", 'as an integer: "integers"'
    ),
    Row(
        "`std::variant`",
        ("std::variant<int, std::string>", "std::variant<std::monostate, double, std::set<int>>"),
        kind("variant", "nil"),
        'the value of its alternative: "None", "text"',
    ),
    Row("structs", ("Item",), kind("struct"), '"structs are maps", "structs in lists and maps"'),
    Row(
        "classes with `goray::Fields`, `goray::Codec`",
        ("Point", "Money", "std::vector<Money>"),
        None,
        'as what they are converted to: "structs are maps", "integers"',
        everywhere(f"`{TESTS}/test_classes.py::test_in_process_and_on_ray`"),
    ),
    Row("`goray::Any`", ("goray::Any",), kind("any"), '"maps with text keys", "lists", "None"'),
    Row(
        "`nlohmann::json`, `ordered_json`",
        ("nlohmann::json", "nlohmann::ordered_json"),
        kind("json"),
        '"maps with text keys", "lists", "None"',
    ),
    Row(
        "`goray::ObjectRef<T>`",
        (),
        None,
        '"a ref as the only argument"',
        {
            "parameter": "Ray gives the value instead: GR1220; in a list or struct it stays a reference",
            "result": f"{REFS}::test_a_task_gives_refs`",
            "field": f"{REFS}::test_struct_members`",
            "in a container": f"{REFS}::test_a_list_of_refs_is_an_argument`",
            "on Ray": f"{REFS}::test_a_list_of_refs_is_an_argument`",
            "C++ to Python and back": f"{REFS}::test_values_of_any_type`",
            "default": "a reference is of a value that somebody made",
        },
    ),
    Row(
        "`goray::ActorHandle<T>`",
        (),
        None,
        "no: the protocol of GoRay's package has no handles inside of messages",
        {
            **everywhere(f"{REFS}::test_handles`", "result"),
            "result": f"{REFS}::test_a_task_gives_a_handle`",
            "default": "a handle is of an actor that somebody made",
        },
    ),
    Row(
        "`std::shared_ptr` of a class that is not a value",
        (),
        None,
        "no: the feature `opaque` is goray-cpp's own",
        {
            **everywhere(f"{OPAQUE}::test_inside_of_values`", "on Ray"),
            "on Ray": f"an object stays in its process: {OPAQUE}::test_ray_refuses_it_both_ways`",
            "C++ to Python and back": f"{OPAQUE}::test_python_that_cpp_calls_gets_and_gives_objects`",
            "default": f"{OPAQUE}::test_optional_says_that_there_may_be_none`",
        },
    ),
    Row(
        "`std::function<R(Args...)>`",
        (),
        None,
        "no: the feature `callables` is goray-cpp's own, and Go has no function that could be sent",
        {
            "parameter": f"{CALLBACKS}::test_arguments_and_results_cross_as_everywhere`",
            "result": "no function of C++ goes to Python: GR1204",
            "field": "it is a parameter alone: GR1204",
            "in a container": "it is a parameter alone: GR1204",
            "on Ray": f"{CALLBACKS}::test_on_ray_it_is_pickled_and_called_in_the_worker`",
            "C++ to Python and back": "no function of C++ goes to Python: GR1204",
            "default": f"{CALLBACKS}::test_what_python_returns_for_void_is_ignored`",
        },
    ),
    Row(
        "`goray::Generator<T>`",
        (),
        None,
        "no: the feature `streams` is goray-cpp's own",
        {
            "parameter": "it is a result alone: GR1361",
            "result": f"{STREAMS}/test_in_process.py::test_a_stream_is_an_iterator`",
            "field": "it is a result alone: GR1361",
            "in a container": "it is a result alone: GR1361",
            "on Ray": f"{STREAMS}/test_on_ray.py::test_items_come_as_references`",
            "C++ to Python and back": "it is a result alone: GR1361",
            "default": "it is a result alone: GR1361",
        },
    ),
    Row(
        "`goray::Args`",
        (),
        kind("args"),
        '"variable arguments, none given"',
        {
            "parameter": f"`{TESTS}/every_type/test_every_type.py::test_arguments_of_any_number`",
            "result": f"`{TESTS}/every_type/test_every_type.py::test_arguments_of_any_number`",
            "field": "the arguments of a call are no value: take `std::vector<goray::Any>`",
            "in a container": "the arguments of a call are no value: take `std::vector<goray::Any>`",
            "C++ to Python and back": "C++ gives each argument by itself",
            "default": "none given is none",
        },
    ),
    Row(
        "`void`",
        (),
        kind("void"),
        '"no result"',
        {
            **everywhere(NO_VALUE, "result", "on Ray"),
            "on Ray": f"`{TESTS}/every_type/test_every_type.py::test_values_of_all_types_come_back_through_ray`",
            "default": NO_VALUE,
        },
    ),
)


def everything_in(types: Iterable[Type]) -> Iterator[Type]:
    for type_ in types:
        yield type_
        yield from everything_in(inner_types(type_))


PARAMETERS = [parameter for task in INTERFACE.tasks for parameter in task.parameters]
FIELDS = [item for struct in INTERFACE.structs for item in struct.fields]
PLACES: Mapping[str, list[Type]] = {
    "parameter": [parameter.type for parameter in PARAMETERS],
    "result": [task.result for task in INTERFACE.tasks],
    "field": [item.type for item in FIELDS],
    "in a container": [
        inner
        for outer in everything_in([item.type for item in FIELDS] + [task.result for task in INTERFACE.tasks])
        for inner in inner_types(outer)
    ],
    "on Ray": [task.parameters[0].type for task in INTERFACE.tasks if task.name.startswith("Same")],  # all are called
    "C++ to Python and back": [*everything_in(item.type for item in FIELDS)],
    "default": [
        item.type for item in [*PARAMETERS, *FIELDS] if item.default and item.default.has_value
    ],
}  # fmt: skip
"""Column -> the types that stand there in the app."""


def cell(row: Row, column: str) -> str:
    """`yes`, a test's name in backticks, a case's in quotation marks, or a reason."""
    if column == [*COLUMNS][-1]:
        return row.peer
    if row.is_it and any(map(row.is_it, PLACES[column])):
        return "yes"
    given = row.cells.get(column)
    return given if given or column != "default" else CPP_DEFAULT


HEAD = """\
# Where types cross

Rows are the kinds of [types](types.md), columns the places where a value may stand. `yes`: values of it are sent
there by the test of its column, random ones that Hypothesis makes from the model. A number is a note: another test, or
the reason why not. Written by `pytest tests/docs/test_type_support.py --accept`; a kind of type that is in
[types](types.md) and not here fails that test.

"""


def page() -> str:
    notes: list[str] = []

    def noted(text: str) -> str:
        if text == "yes":
            return text
        if text not in notes:
            notes.append(text)
        shown = "yes" if text.startswith(("`", '"', "as ", "C++ evaluates")) else "no"
        return f"{shown} [{notes.index(text) + 1}]"

    lines = [f"| | {' | '.join(COLUMNS)} |", "|---|" + "---|" * len(COLUMNS)]
    lines += [f"| {row.words} | {' | '.join(noted(cell(row, column)) for column in COLUMNS)} |" for row in ROWS]
    shown = [f"* {column}: `{test}`" for column, test in COLUMNS.items()]
    numbered = [f"{number}. {note}" for number, note in enumerate(notes, 1)]
    return HEAD + "\n".join([*lines, "", "## Tests of the columns", *shown, "", "## Notes", *numbered]) + "\n"
