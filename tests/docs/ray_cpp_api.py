"""Ray's own C++ API beside ours: the rows of docs/reference/ray_cpp_api.md, and the tests that show each.

What is said of Ray was read from its headers, `cpp/include/ray/api`, and its tests, `cpp/src/ray/test`, of Ray 2.60.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OBJECTS = "tests/features/objects/test_objects.py"
RUNNING = "tests/features/objects/test_running.py"
STOPPING = "tests/features/objects/test_stopping.py"
BEHAVIOURS = "tests/features/objects/test_ray_behaviours.py"
GENERATED = "tests/features/generated"
TYPED = f"{GENERATED}/test_typed_calls.py"
CALLS = "tests/interop/test_calls.py"
COMMANDS = "tests/interop/test_commands.py"
CLI = "tests/interop/test_cli.py"
PAIRS = "tests/interop/test_pairings.py::test_case"
FAILURES = "tests/features/test_failures.py"


@dataclass(frozen=True)
class Row:
    """A line of a table: what Ray has, what is here, and the tests that show it, or in a sentence why none does."""

    words: str
    here: str
    shown: Sequence[str] | str


HAS = (
    Row(
        "`ray::Init`, `IsInitialized`, `Shutdown`; a C++ program with a `main`",
        "Python starts Ray, by `ray.init()` or the command `goray`; a driver in C++ is marked `GORAY_DRIVER`",
        (f"{CLI}::test_driver", f"{CLI}::test_start_in_a_program_of_ones_own"),
    ),
    Row(
        "`RayConfig`: address, head arguments, namespace, job's `runtime_env`",
        "all arguments of `ray.init()`, from Python or from a function marked `GORAY_OPTIONS`",
        ("tests/unit/goray/_app/test_runtime_env.py::test_users_arguments_win_and_env_vars_unite",),
    ),
    Row(
        "`RAY_REMOTE(f, C::Make, &C::m)`, `RAY_FUNC` for overloads",
        "public members of the structs that are marked; overloads by `goray::Overload` in C++",
        (
            "tests/golden/test_golden.py::test_generated_files_are_as_expected",
            f"{GENERATED}/test_overloads.py::test_tasks",
        ),
    ),
    Row(
        '`ray::Task(f).SetName("n").SetResource("CPU", 2)().Remote(1)`',
        '`goray::Task<&Tasks::F>({{"name", "n"}, {"num_cpus", 2}}).Remote(1)`, or by name, `goray::RemoteCall("F", 1)`',
        (f"{TYPED}::test_tasks", f"{OBJECTS}::test_options_reach_ray"),
    ),
    Row(
        "`ray::Actor(Make).SetName().SetMaxRestarts().SetMaxConcurrency().Remote()`",
        '`goray::Actor<&Actors::NewCounter>({{"max_restarts", 2}}).Remote(1)`, every option of Ray\'s',
        (f"{TYPED}::test_actors", f"{OBJECTS}::test_named_actors", f"{OBJECTS}::test_kill_and_restart"),
    ),
    Row(
        "`actor.Task(&C::m).Remote()`, `actor.Kill()`",
        '`actor.Task<&Counter::Incr>().Remote(1)`, or by name, `actor.RemoteCall("Incr", 1)`; `actor.Kill()`',
        (f"{TYPED}::test_actors", f"{CALLS}::test_actor", f"{COMMANDS}::test_kill"),
    ),
    Row(
        "`ray::ExitActor()`, `ray::WasCurrentActorRestarted()`",
        "`goray::ExitActor()`, `goray::Context().was_restarted`",
        (
            f"{RUNNING}::test_an_actor_ends_itself",
            f"{BEHAVIOURS}::test_an_actor_knows_in_its_constructor_that_it_was_restarted",
        ),
    ),
    Row(
        "`ray::Put`, `ray::Get`, `ref.Get(timeout_ms)`, `ray::Wait`",
        "`goray::Put`, `goray::Get`, with a `std::chrono` duration, `goray::Wait`",
        (f"{OBJECTS}::test_get_of_many_in_order", f"{OBJECTS}::test_get_has_a_timeout", f"{OBJECTS}::test_wait"),
    ),
    Row(
        "`ray::GetActor<T>(name)`; `ray::GetActor(name)` for another language's",
        "`goray::GetActor<T>(name, namespace)`, whose class is checked; without `<T>` an actor of any language",
        (
            f"{TYPED}::test_named_actors_that_python_made",
            f"{OBJECTS}::test_named_actors",
            f"{OBJECTS}::test_named_actors_of_others",
        ),
    ),
    Row(
        "placement groups: create, remove, find, wait",
        "`goray::NewPlacementGroup`, `GetPlacementGroup`, `Wait`, `Remove`, and the option `group.Bundle(1)`",
        (f"{RUNNING}::test_a_placement_group_is_made_waited_for_found_used_and_removed",),
    ),
    Row(
        "`ray::RuntimeEnv` for a job, a task, an actor",
        "the option `runtime_env`, a map",
        (f"{OBJECTS}::test_options_reach_ray",),
    ),
    Row(
        "actor handles as arguments and results",
        "`goray::ActorHandle<>` and the generated package's handles, both ways",
        (f"{CALLS}::test_handle_is_an_argument", f"{BEHAVIOURS}::test_an_actor_gives_the_handle_of_its_child"),
    ),
    Row("`ray::GetNamespace()`", "`goray::Context().ray_namespace`", (f"{RUNNING}::test_context_of_a_task",)),
    Row(
        "`RayException` and its subclasses, the C++ type as text",
        "`goray::TaskError`, `ActorDiedError`, `TimeoutError`, `CancelledError`: message, class, traceback and causes; "
        "in Python the builtin that the exception stands for",
        (f"{FAILURES}::test_cpp_walks_the_same_chain", f"{GENERATED}/test_on_ray.py::test_errors_keep_their_types"),
    ),
    Row(
        "`ray::Counter`, `ray::Gauge`",
        "`goray::Counter`, `goray::Gauge`, and `goray::Histogram`: gathered in C++",
        ("tests/features/test_output.py::test_metrics_of_cpp_are_rays",),
    ),
    Row(
        "`RAYLOG`",
        "`goray::Log`, into Python's logging with Ray's ids; what C++ prints is in Ray's logs",
        ("tests/features/test_output.py::test_log_of_a_task_has_rays_ids",),
    ),
    Row(
        "local mode, for tests without a cluster",
        "a call in process needs no Ray, and runs the very code that a task runs",
        (f"{GENERATED}/test_in_process.py::test_a_call_needs_no_ray",),
    ),
    Row(
        "`ray::Task(ray::PyFunction<R>{module, f})`, `PyActorClass`, `PyActorMethod`",
        '`goray::RemoteCallPyTask("module:f", 1)`, `goray::NewPyActor`; in this process `LocalCallPyTask`; '
        "with types, which Ray's API has not: `py::f(1)`, `py::Storage().put(1)`, made of Python's hints",
        (
            f"{RUNNING}::test_functions_by_reference_are_imported",
            f"{COMMANDS}::test_python_actor",
            "tests/features/python_tasks/test_python_tasks.py::test_cpp_calls_python_in_workers_and_in_the_driver",
        ),
    ),
    Row("`JavaFunction`, `JavaActorClass`", "none", "Nobody asked for Java; Go is the other language here."),
    Row(
        '`ray.cross_language.cpp_function("Plus1")`, `cpp_actor_class`',
        "a typed Python package: `app.tasks.Plus1.remote(1)`, `app.Counter.remote(1)`",
        (f"{GENERATED}/test_on_ray.py::test_task", f"{GENERATED}/test_on_ray.py::test_actor"),
    ),
)

LACKS = (
    Row(
        "`ray.cancel`",
        "`goray::Cancel`, and `goray::CheckInterrupt()` for loops",
        (f"{OBJECTS}::test_cancel", f"{STOPPING}::test_task"),
    ),
    Row(
        "async actors, concurrency groups",
        "methods that return `goray::Async<T>` and wait by `co_await`; threads, by `max_concurrency`, and groups of "
        "them, by `GORAY_REMOTE`; Python awaits any call",
        (
            f"{GENERATED}/coroutines/test_on_ray.py::test_calls_of_an_actor_take_turns",
            f"{RUNNING}::test_methods_are_in_the_concurrency_groups_of_their_declaration",
            f"{BEHAVIOURS}::test_as_many_calls_of_an_actor_at_once_as_it_has_threads",
            f"{GENERATED}/test_on_ray.py::test_await",
        ),
    ),
    Row(
        "generators, streaming results",
        "`goray::Generator<T>` of tasks and methods; Python and C++ read them, as iterators of references",
        (
            f"{GENERATED}/streams/test_on_ray.py::test_cpp_reads_a_stream",
            f"{GENERATED}/streams/test_on_ray.py::test_items_come_as_references",
            f"{GENERATED}/streams/test_on_ray.py::test_an_actors_method",
        ),
    ),
    Row(
        "a lifetime for each actor",
        'the option `lifetime`, "detached"',
        (f"{BEHAVIOURS}::test_a_detached_child_outlives_its_parent",),
    ),
    Row(
        "`max_retries`, `retry_exceptions`, `max_task_retries`",
        "options, also at the declaration; C++'s exceptions by the classes that they are in Python",
        (
            f"{BEHAVIOURS}::test_a_task_is_retried_for_the_exceptions_that_are_named",
            "tests/interop/refs/test_who_made_it.py::test_retries",
        ),
    ),
    Row(
        "several results",
        "a `std::tuple` is one `ObjectRef` of a tuple, or with `Split()`, in Python `num_returns`, one of each element",
        (
            f"{GENERATED}/test_on_ray.py::test_results_have_their_python_types",
            f"{GENERATED}/test_typed_calls.py::test_split",
            f"{GENERATED}/test_typed_calls.py::test_num_returns",
        ),
    ),
    Row(
        "scheduling strategies: spread, node affinity, labels",
        "the option `scheduling_strategy`",
        (f"{OBJECTS}::test_strategies",),
    ),
    Row(
        "`num_gpus`, the runtime context: ids of task, actor and node, accelerators",
        "options; `goray::Context()`",
        (f"{RUNNING}::test_context_of_a_task", f"{RUNNING}::test_context_of_an_actor"),
    ),
    Row(
        "parameters that are an `ObjectRef`, references in lists",
        "`goray::ObjectRef<T>` as a parameter, a member and an element",
        (
            f"{GENERATED}/test_refs.py::test_a_list_of_refs_is_an_argument",
            f"{BEHAVIOURS}::test_references_in_references_and_lists",
        ),
    ),
    Row("actors that end with their last handle", "they do", (f"{OBJECTS}::test_an_actor_ends_with_its_last_handle",)),
    Row("`ActorPool`", "`ray.util.ActorPool` in Python", (f"{GENERATED}/test_rays_functions.py::test_actor_pool",)),
    Row(
        "Ray Data, Serve",
        "tasks and classes are functions and classes for both",
        ("tests/docs/test_ray_libraries.py::test_page_prints_what_it_shows",),
    ),
    Row(
        "functions that are registered while it runs",
        "what the driver decorates with `@goray.remote` at any time",
        (f"{RUNNING}::test_a_function_defined_anew_is_the_new_one_for_workers_and_running_actors",),
    ),
    Row(
        "structs without a macro of their own (`MSGPACK_DEFINE`)",
        "aggregates cross as they are, classes by `goray::Fields`",
        (f"{GENERATED}/test_classes.py::test_in_process_and_on_ray",),
    ),
    Row(
        "arrays without a copy",
        "`std::span`, `goray::NdArray`",
        (f"{GENERATED}/arrays/test_nd_arrays.py::test_on_ray",),
    ),
    Row(
        "keyword arguments and defaults from Python",
        "both",
        (f"{GENERATED}/test_in_process.py::test_arguments_by_keyword_and_default",),
    ),
    Row(
        "errors that keep their class", "both ways", (f"{FAILURES}::test_a_chain_of_four_levels_is_whole_through_ray",)
    ),
)

BEHAVIOUR_ROWS = (
    Row("starts and ends", "as Python's Ray", (f"{CLI}::test_driver",)),
    Row(
        "works on a Ray of its own and on a cluster that runs",
        "",
        (f"{CLI}::test_start_in_a_program_of_ones_own", f"{CLI}::test_no_cluster"),
    ),
    Row(
        "tasks of no, one, two and more arguments, and of none as a result",
        "",
        (f"{PAIRS}[no result]", f"{CALLS}::test_remote_task"),
    ),
    Row(
        "text by value, by reference, moved, as a view",
        "",
        (f"{BEHAVIOURS}::test_text_by_value_by_reference_moved_and_as_a_view",),
    ),
    Row("overloads", "", (f"{GENERATED}/test_overloads.py::test_tasks",)),
    Row(
        "a chain of references, four deep, mixed with values",
        "",
        (f"{BEHAVIOURS}::test_a_chain_of_values_and_references",),
    ),
    Row(
        "references of `Put`, of tasks, of actors as arguments",
        "",
        (f"{OBJECTS}::test_refs_of_everybody_are_arguments",),
    ),
    Row(
        "references in a list, a reference to a reference",
        "",
        (f"{BEHAVIOURS}::test_references_in_references_and_lists",),
    ),
    Row(
        "an array of 100,000 numbers, by `Put` and through a task",
        "",
        (f"{BEHAVIOURS}::test_an_array_of_100_000_numbers",),
    ),
    Row("`Get` of many keeps the order", "", (f"{OBJECTS}::test_get_of_many_in_order",)),
    Row("`Wait` tells those that are ready from the others", "", (f"{OBJECTS}::test_wait",)),
    Row(
        "a task that no node can run is not ready",
        "",
        (f"{BEHAVIOURS}::test_a_task_that_no_node_can_run_is_not_ready",),
    ),
    Row("a time limit passes, the value comes later", "", (f"{BEHAVIOURS}::test_what_came_too_late_is_there_later",)),
    Row("an actor keeps its state, and the order of calls", "", (f"{PAIRS}[an actor keeps its state]",)),
    Row(
        "constructors with and without arguments, with references",
        "",
        (f"{PAIRS}[a ref for an actor's making and its methods]",),
    ),
    Row(
        "a named actor is found, one that is not there is named, a killed one is gone",
        "",
        (
            f"{OBJECTS}::test_named_actors",
            f"{OBJECTS}::test_a_missing_actor_is_named",
            f"{OBJECTS}::test_kill_and_restart",
        ),
    ),
    Row(
        "`max_restarts=1`: fresh state, known to constructor and method; then an error",
        "",
        (f"{BEHAVIOURS}::test_an_actor_knows_in_its_constructor_that_it_was_restarted",),
    ),
    Row("an actor ends itself", "", (f"{RUNNING}::test_an_actor_ends_itself",)),
    Row(
        "a handle as an argument and as a result",
        "",
        (f"{CALLS}::test_handle_is_an_argument", f"{BEHAVIOURS}::test_an_actor_gives_the_handle_of_its_child"),
    ),
    Row("a detached child outlives its parent", "", (f"{BEHAVIOURS}::test_a_detached_child_outlives_its_parent",)),
    Row(
        "three calls that wait for one another need three threads",
        "",
        (f"{BEHAVIOURS}::test_as_many_calls_of_an_actor_at_once_as_it_has_threads",),
    ),
    Row("virtual methods, of two bases", "", (f"{BEHAVIOURS}::test_virtual_methods_of_a_class_and_of_two_bases",)),
    Row(
        "an actor that finds no room is pending, others go on",
        "",
        (f"{BEHAVIOURS}::test_an_actor_that_finds_no_room_is_pending_and_others_go_on",),
    ),
    Row(
        "an exception, and `throw 42`, are errors; the worker lives",
        "",
        (f"{BEHAVIOURS}::test_a_number_that_is_thrown_is_an_error_and_the_worker_lives",),
    ),
    Row(
        "a method that fails leaves the actor alive, a constructor that fails ends it",
        "",
        (f"{PAIRS}[an actor outlives a failed call]", f"{PAIRS}[an actor that cannot be made]"),
    ),
    Row(
        "an unknown task, actor, method",
        "",
        (f"{PAIRS}[an unknown task]", f"{PAIRS}[an unknown actor]", f"{PAIRS}[an unknown method]"),
    ),
    Row(
        "a function that the driver's library has and the worker's has not",
        "",
        (f"{GENERATED}/test_builds.py::test_a_caller_with_the_older_build",),
    ),
    Row("two functions of one name are refused", "", ("tests/diagnostics/test_diagnostics.py::test_text",)),
    Row(
        "arguments of a wrong type, too many, too few",
        "",
        (
            "tests/unit/api/test_typed_calls.py::test_what_is_refused",
            f"{PAIRS}[an argument of a wrong type]",
            f"{PAIRS}[too many arguments]",
            f"{PAIRS}[too few arguments]",
        ),
    ),
    Row(
        "options with impossible values are refused before submission",
        "",
        (f"{OBJECTS}::test_wrong_options_are_named_before_submission",),
    ),
    Row(
        "references are counted, and nothing is left",
        "",
        (f"{OBJECTS}::test_tables_are_empty_after_10_000_refs", f"{OBJECTS}::test_tables_are_empty_after_200_handles"),
    ),
    Row(
        "placement groups",
        "",
        (
            f"{RUNNING}::test_a_placement_group_is_made_waited_for_found_used_and_removed",
            f"{OBJECTS}::test_strategies",
            f"{GENERATED}/test_rays_functions.py::test_placement_group",
        ),
    ),
    Row("an actor's namespace", "", (f"{OBJECTS}::test_named_actors",)),
    Row(
        "`env_vars` of a job, a task",
        "",
        ("tests/unit/goray/_app/test_runtime_env.py::test_job_env_vars", f"{OBJECTS}::test_options_reach_ray"),
    ),
    Row(
        "Python to C++: numbers, text, lists, maps, arrays, tuples, structs",
        "",
        (f"{GENERATED}/every_type/test_every_type.py::test_values_of_all_types_come_back_through_ray",),
    ),
    Row("Python to an actor of C++", "", (f"{GENERATED}/test_on_ray.py::test_actor",)),
    Row(
        "a Python object that cannot cross fails before submission",
        "",
        (f"{GENERATED}/test_on_ray.py::test_plain_values_of_a_wrong_type_fail_before_submission",),
    ),
    Row("C++ to Python functions and actors", "", (f"{COMMANDS}::test_python_task", f"{COMMANDS}::test_python_actor")),
    Row(
        "two builds of an app agree on what is called, or say that they do not",
        "",
        (f"{GENERATED}/test_declarations.py::test_a_callable_declared_otherwise_is_refused",),
    ),
    Row(
        "an actor named in one language is found in the other",
        "",
        (
            f"{PAIRS}[the library finds an actor that Python named]",
            f"{PAIRS}[Python finds an actor that the library named]",
        ),
    ),
    Row(
        "a library that a node does not have, or cannot load, is one clear error",
        "",
        (
            f"{GENERATED}/test_builds.py::test_a_worker_that_cannot_have_the_package",
            "tests/unit/gorayffi/native/test_library.py::test_a_library_for_another_processor",
        ),
    ),
    Row(
        "a library with an abseil of its own runs beside Ray's",
        "",
        (
            "tests/examples/test_examples.py::test_grep_finds_the_same_lines_as_python",
            "tests/features/test_cmake.py::test_library_exports_only_the_protocol",
        ),
    ),
    Row(
        "g++ and clang, any generator of CMake, the older ABI of libstdc++",
        "",
        ("tests/features/test_projects.py::test_apps_have_what_the_compiler_sees[the older ABI]",),
    ),
    Row("one library, built once", "", ("tests/features/test_cmake.py::test_package_imports_and_computes",)),
    Row(
        "an array is seen where it lies in the object store",
        "",
        (f"{GENERATED}/arrays/test_arrays.py::test_a_worker_looks_into_rays_object_store",),
    ),
    Row(
        "no library is ever pickled",
        "",
        ("tests/unit/gorayffi/native/test_library.py::test_a_library_does_not_pickle",),
    ),
)


def page() -> str:
    """docs/reference/ray_cpp_api.md."""
    return f"""# Ray's own C++ API beside this

What Ray's C++ API (`pip install "ray[cpp]"`) has and lacks, what there is here, and the test that shows it. Written by
`pytest tests/docs/test_ray_cpp_api.py --accept`. The guide says how one
[moves](../guide/migrating_from_ray_cpp.md).

## What it has
| Ray's C++ API | here | shown by |
|---|---|---|
{_lines(HAS)}

## What it lacks
| against Ray in Python | here | shown by |
|---|---|---|
{_lines(LACKS)}

## What its tests ask for
| behaviour | shown by |
|---|---|
{_lines(BEHAVIOUR_ROWS, wide=False)}
"""


def _lines(rows: Sequence[Row], *, wide: bool = True) -> str:
    return "\n".join(
        f"| {row.words} | {f'{row.here} | ' if wide else ''}"
        f"{row.shown if isinstance(row.shown, str) else '<br>'.join(f'`{test}`' for test in row.shown)} |"
        for row in rows
    )
