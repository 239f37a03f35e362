"""What GoRay's documents promise, and what shows it; docs/reference/support.md is written from it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.interop.case import HOSTS, LIBRARIES
from tests.interop.cases import CASES
from tests.interop.pairings import PAIRINGS

PAIRS = "tests/interop/test_pairings.py"
FFI = "tests/unit/gorayffi"
BOTH_HOSTS = frozenset(PAIRINGS)
OURS = frozenset(("ours", library) for library in LIBRARIES)
INDEXED = frozenset({("ours", "C++")})
BY_NAME = "The published host and Go libraries go by name."
NOT_ASKED = "A matter of the host alone; not asked of the published one."


@dataclass(frozen=True)
class Feature:
    """A row. `cases` are titles of the pairings' table, `tests` the others that show it, in the pairings of `where`."""

    words: str
    cases: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    where: frozenset[tuple[str, str]] = BOTH_HOSTS
    otherwise: str = NOT_ASKED

    def notes(self, host: str, library: str) -> list[str]:
        """What keeps it from working there; empty: it works."""
        found = [] if (host, library) in self.where else [self.otherwise]
        for case in map(CASES.__getitem__, self.cases):
            differences = (case.difference(host, library, place) for place in case.places)
            found += [each.why for each in differences if each]
        return list(dict.fromkeys(found))


GUIDE = (
    Feature("Python calls the library's tasks on Ray", ("a task", "options of Ray")),
    Feature(
        "Python makes and calls the library's actors", ("an actor keeps its state", "an actor outlives a failed call")
    ),
    Feature(
        "Python calls the library in its own process", ("a task", "an actor keeps its state", "calls from 16 threads")
    ),
    Feature(
        "the library calls Python tasks on Ray",
        (
            "the library calls a Python task",
            "values of all kinds to and from a Python task",
            "an exception of a Python task",
        ),
    ),
    Feature("the library makes and calls Python actors", ("the library makes a Python actor",)),
    Feature(
        "the library calls Python functions in its own process",
        ("the library calls a Python function in its process", "an exception of a Python function"),
    ),
    Feature("the library makes Python objects", ("the library makes a Python object and calls its methods",)),
    Feature("the library runs Python code", ("the library runs Python code", "Python code that fails")),
    Feature(
        "refs of the library's tasks are arguments of Python tasks, and the other way round",
        (
            "a ref as the only argument",
            "refs of Python tasks and of ray.put()",
            "a ref for an actor's making and its methods",
            "its own task is given refs at 2 and 10, the first a Python task's",
        ),
    ),
    Feature("refs stand among many arguments", ("a Python task is given refs at 2 and 10, the last its own task's",)),
    Feature(
        "an actor that one side named is found by the other",
        ("Python finds an actor that the library named", "the library finds an actor that Python named"),
        (f"{PAIRS}::test_libraries_meet_on_one_ray",),
    ),
    Feature(
        "the library finds an actor that plain Python made and named",
        ("the library finds an actor that plain Python made and named",),
        ("tests/interop/test_commands.py::test_get_actor_of_plain_python",),
    ),
    Feature(
        "get with a timeout, wait, cancel, put",
        ("a timeout", "wait", "cancel", "the library puts a value, used twice"),
    ),
    Feature(
        "failures arrive as errors", ("a failing task", "an unknown task", "an unknown method", "too many arguments")
    ),
    Feature(
        "integers, floats, booleans, text, binary data, lists, maps, None",
        (
            "integers",
            "floats",
            "booleans",
            "text",
            "binary data",
            "lists",
            "maps with text keys",
            "maps with integer keys",
            "None",
        ),
    ),
    Feature("a value that a parameter cannot hold is an error", ("an integer that the parameter cannot hold",)),
    Feature("structs and optional values", ("structs are maps", "structs in lists and maps", "an optional value")),
    Feature("one result is a value, several are a list", ("a task", "a result of several values", "no result")),
    Feature(
        "variable arguments",
        ("variable arguments, none given", "variable arguments after others", "None among variable arguments"),
    ),
    Feature("large data", ("10 MB", "an argument of 110 MiB", "a result above 100 MiB")),
    Feature(
        "the command `goray --py-defs FILE LIBRARY`; the guide's programs",
        tests=("tests/interop/test_guide_programs.py::test_it_runs",),
    ),
    Feature(
        "`goray.start()` in a program of one's own, calls after it",
        tests=(
            f"{PAIRS}::test_the_driver_s_exit_code",
            "tests/interop/test_cli.py::test_start_in_a_program_of_ones_own",
        ),
    ),
    Feature(
        "several libraries in one process, in C++ and Go",
        tests=(
            "tests/interop/test_libraries.py::test_cpp_and_go_in_one_process",
            "tests/interop/test_libraries.py::test_each_calls_the_others_tasks",
        ),
        where=OURS,
        otherwise="The published host has one library a process.",
    ),
)
INTERNALS = (
    Feature(
        "every command of both directions, byte for byte",
        tests=(
            "tests/interop/test_recorded.py::test_every_command_is_recorded",
            "tests/interop/test_recorded.py::test_cpp_library",
            "tests/interop/test_recorded.py::test_host",
            f"{PAIRS}::test_our_host_answers_as_recorded_of_the_published_one",
        ),
    ),
    Feature(
        "`Execute`, `FreeMemory`, `RegisterCallback`",
        ("a task", "the library calls a Python function in its process"),
        ("tests/features/test_cmake.py::test_library_exports_only_the_protocol",),
    ),
    Feature(
        "the request holds command and index",
        tests=(f"{FFI}/native/test_call.py::test_command_and_index_arrive",),
        where=OURS,
    ),
    Feature(
        "memory is freed by its owner",
        tests=(
            f"{FFI}/native/test_leaks.py::test_nothing_is_left_behind",
            "tests/unit/wire/buffer_test.cpp::Buffer.ReleasesMemoryForFree",
        ),
        where=OURS,
    ),
    Feature(
        "threads of the library call Python",
        ("the library's threads call Python", "the library's threads call Python tasks"),
    ),
    Feature("each side calls the other from within a call", ("Python that the library called calls the library",)),
    Feature(
        "`GoCommander`: its methods with values and with bytes",
        tests=(
            f"{FFI}/test_cmds.py::test_what_an_app_tells_of_itself",
            f"{FFI}/test_cmds.py::test_raw_calls_give_bytes_and_code",
            f"{FFI}/test_cmds.py::test_an_actor_from_making_to_closing",
        ),
        where=OURS,
    ),
    Feature(
        "`GoActor`, `GolangLocalActor`",
        tests=(
            f"{FFI}/test_cmds.py::test_go_actor_takes_arguments_of_either_language",
            f"{FFI}/test_cmds.py::test_a_local_actor_is_closed_when_it_goes",
        ),
        where=OURS,
    ),
    Feature(
        "`ThreadSafeLocalStore`",
        tests=(
            f"{FFI}/test_utils.py::test_threads_get_keys_of_their_own",
            f"{FFI}/test_utils.py::test_a_copy_is_empty_and_works",
        ),
        where=OURS,
    ),
    Feature(
        "constants, error codes, `error_msg`, `GORAY_DEBUG_LOGGING`",
        tests=(
            f"{FFI}/test_cmds.py::test_constants_are_goray_s",
            f"{FFI}/test_errors.py::test_codes",
            f"{FFI}/test_utils.py::test_error_msg_has_the_place_of_its_caller_or_of_callers_above",
            f"{FFI}/test_call_log.py::test_calls_of_the_library",
        ),
        where=OURS,
    ),
    Feature(
        "gorayffi needs no Ray",
        tests=("tests/unit/goray/test_modules.py::test_import_loads_neither_ray_nor_a_library",),
        where=OURS,
    ),
)
BY_INDEX = "tests/unit/dispatch/by_index_test.cpp"
INDEXES = (
    Feature(
        "tasks, actors and methods are called by index",
        tests=(
            f"{BY_INDEX}::ByIndex.RunsATask",
            f"{BY_INDEX}::ByIndex.MakesAnActorAndCallsItsMethods",
            f"{FFI}/native/test_by_index.py::test_a_task",
            f"{FFI}/native/test_by_index.py::test_a_method",
        ),
        where=INDEXED,
        otherwise=BY_NAME,
    ),
    Feature(
        "resolved refs follow the arguments",
        tests=(f"{BY_INDEX}::ByIndex.TakesResolvedRefs",),
        where=INDEXED,
        otherwise=BY_NAME,
    ),
    Feature(
        "a wrong index is an error, never a neighbour",
        tests=(f"{BY_INDEX}::ByIndex.AWrongIndexIsNeverANeighbour",),
        where=INDEXED,
        otherwise=BY_NAME,
    ),
    Feature(
        "a library without indexes is called by name",
        tests=(f"{FFI}/native/test_by_index.py::test_a_library_that_declares_nothing_is_called_by_name",),
        where=OURS,
    ),
)
SECTIONS = {
    "The guide to cross-language programming": GUIDE,
    "The internals of gorayffi": INTERNALS,
    "The note on calls by index": INDEXES,
}

HEADER = """\
# Support

What GoRay's documents promise, by host (ours, or the published `goray` 1.2.1) and library (C++ made by `goray-gen`, or
Go with the published module). `yes`: its tests, in the last column, pass there; titles in quotation marks are rows of
[pairings](pairings.md). A number is a note. Written by `pytest tests/interop/test_support.py --accept`. RPyC has
[a page of its own](rpyc.md).
"""

FOOTER = """
## Not as in GoRay's documents

* A library calls Python by name only. Calls by index of the note, from a library to Python, are not offered: Python's
  functions are registered while the library runs, so it has no list of them to count in.
* `gorayffi.handlers` gives its handlers by `get_handlers()` alone. The functions behind it have no public names, and
  the instances of Python classes that a library makes are known to the handlers of that library, not to a store of
  the module.
* The ids of such instances, of references and of actors are not used twice in a process, so that one that was
  released is never another's.
* `goray-gen rpyc` takes no host, port or name of a library: a generated client is given its address when it connects,
  and the library's file is always `librpyc_bridge.so`.
"""


def page() -> str:
    """The Markdown page."""
    columns = [(host, library) for host in reversed(HOSTS) for library in LIBRARIES]
    notes: dict[str, int] = {}
    text = [HEADER]
    for title, features in SECTIONS.items():
        text += [
            f"## {title}",
            "",
            "| | " + " | ".join(f"{host} + {library}" for host, library in columns) + " | shown by |",
        ]
        text += ["|---" * (len(columns) + 2) + "|"]
        for feature in features:
            cells = [_cell(feature.notes(*column), notes) for column in columns]
            shown = [f'"{case}"' for case in feature.cases] + [f"`{test}`" for test in feature.tests]
            text.append(f"| {feature.words} | {' | '.join(cells)} | {', '.join(shown)} |")
        text.append("")
    return "\n".join([*text, "## Notes", "", *(f"{number}. {note}" for note, number in notes.items())]) + "\n" + FOOTER


def _cell(notes: list[str], numbers: dict[str, int]) -> str:
    if not notes:
        return "yes"
    mark = "" if notes == [NOT_ASKED] else "no "
    return mark + " ".join(f"[{numbers.setdefault(note, len(numbers) + 1)}]" for note in notes)
