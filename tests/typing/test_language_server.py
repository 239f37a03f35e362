"""What an editor shows while a user writes calls of `calc`: pyright's language server is asked at each place."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT, run
from tests.typing.language_server import LanguageServer

HEAD = """\
import actors
import calc
import goray
import many
import nd_arrays

handle = calc.Counter.remote(0)
local = calc.Counter(0)
"""
TASKS = ["Add", "Both", "Digest", "Div", "Divide", "Echo", "Hello", "Nothing", "Price", "Same", "Series"]
QUOTED_TASKS = [f'"{name}"' for name in TASKS]
MANY = sorted(f"Task{number}" for number in range(60))
MANY_QUOTED = [f'"{name}"' for name in MANY]
STRUCTS_AND_ACTORS = ["Color", "Counter", "CounterHandle", "DivMod", "DivModLike", "NewCounter", "Order", "OrderLike"]
BY_NAME = ["golang_actor_class", "golang_local_new_actor", "golang_local_run_task", "golang_task"]
OPTIONS = [
    "accelerator_type=",
    "enable_task_events=",
    "fallback_strategy=",
    "label_selector=",
    "memory=",
    "name=",
    "num_cpus=",
    "num_gpus=",
    "resources=",
    "runtime_env=",
    "scheduling_strategy=",
]
TASK_OPTIONS = sorted([*OPTIONS, "max_calls=", "max_retries=", "retry_exceptions="])
ACTOR_OPTIONS = sorted(
    [
        "allow_out_of_order_execution=",
        "get_if_exists=",
        "lifetime=",
        "max_concurrency=",
        "max_pending_calls=",
        "max_restarts=",
        "max_task_retries=",
        "namespace=",
        *OPTIONS,
    ]
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """With golden packages, and `many` that has more tasks than an editor can list as overloads."""
    folder = tmp_path_factory.mktemp("editor")
    tasks = "\n".join(f"int {name}(int count = {len(name)}) {{ return count; }}" for name in MANY)
    (folder / "many.h").write_text(f"#include <goray/goray.h>\nstruct GORAY_TASKS Tasks {{\n{tasks}\n}};\n")
    run(sys.executable, "-m", "goray_gen", folder / "many.h", "-o", folder, "--package", "many")
    golden = [ROOT / "tests" / "golden" / name / "expected" / "python" for name in ("actors", "calc", "nd_arrays")]
    paths = [str(path) for path in (*golden, folder / "python")]
    (folder / "pyrightconfig.json").write_text(json.dumps({"extraPaths": paths}))
    with LanguageServer(folder) as started:
        yield started


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("calc.|", [*STRUCTS_AND_ACTORS, *BY_NAME, "tasks"]),
        ("calc.tasks.|", TASKS),
        ("calc.tasks.Divide.|", ["bind", "map", "options", "remote", "vectorize"]),
        ("calc.Counter.|", ["Incr", "bind", "close", "get", "mro", "options", "remote"]),
        ("handle.|", ["Incr", "kill"]),
        ("handle.Incr.|", ["bind", "map", "options", "remote"]),
        ("local.|", ["Incr", "bind", "close", "get", "options", "remote"]),
        ('calc.tasks.Divide(7)["|"]', ['"quotient"', '"remainder"']),
        ('calc.tasks.Price({"|"})', ['"id"', '"note"', '"parent"', '"parts"', '"price"']),
        ('calc.golang_task("|")', QUOTED_TASKS),
        ('calc.golang_local_run_task("|")', QUOTED_TASKS),
        ('calc.golang_actor_class("|")', ['"NewCounter"']),
        ('calc.golang_local_new_actor("|")', ['"NewCounter"']),
        ('calc.tasks.Divide.options(scheduling_strategy="|")', ['"DEFAULT"', '"SPREAD"']),
        ('many.golang_task("|")', MANY_QUOTED),
        ('many.by_name["|"]', MANY_QUOTED),
        ('many.by_name["Task7"].|', ["bind", "map", "options", "remote", "vectorize"]),
    ],
)
def test_completion_lists_what_is_there_and_nothing_else(
    server: LanguageServer, source: str, expected: list[str]
) -> None:
    assert server.completion(HEAD + source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("calc.tasks.Divide(|", ["a=", "b="]),
        ("calc.tasks.Divide.remote(|", ["a=", "b="]),
        ("calc.tasks.Divide.options(|", TASK_OPTIONS),
        ("calc.Counter(|", ["start="]),
        ("calc.Counter.options(|", ACTOR_OPTIONS),
        ("handle.Incr.remote(|", ["by="]),
        ("local.Incr(|", ["by="]),
    ],
)
def test_completion_lists_names_of_parameters_and_options(
    server: LanguageServer, source: str, expected: list[str]
) -> None:
    assert [name for name in server.completion(HEAD + source) if name.endswith("=")] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("actors.MakeDerived()(|", "(value: int, by: int = 2) -> int\nCalled as the object itself."),
        ("calc.tasks.Divide(|", "(a: int, b: int = 1) -> DivMod\nQuotient and remainder."),
        (
            "calc.tasks.Divide.remote(|",
            "(a: int | Ref[int], b: int | Ref[int] = 1) -> ObjectRef[DivMod]\nQuotient and remainder.",
        ),
        (
            "calc.tasks.Divide.options(num_cpus=2).remote(|",
            "(a: int | Ref[int], b: int | Ref[int] = 1) -> ObjectRef[DivMod]\nQuotient and remainder.",
        ),
        ("calc.Counter(|", "(start: int) -> Counter\nCounts.\n\nMakes a `Counter`."),
        ('calc.Counter.options(name="c").remote(|', "(start: int | Ref[int]) -> CounterHandle\nMakes a `Counter`."),
        ("handle.Incr.remote(|", "(by: int | Ref[int] = 1) -> ObjectRef[int]\nAdds `by` and returns the sum."),
        ("local.Incr(|", "(by: int = 1) -> int\nAdds `by` and returns the sum."),
    ],
)
def test_signature_help_has_names_types_defaults_and_documentation(
    server: LanguageServer, source: str, expected: str
) -> None:
    assert server.signatures(HEAD + source) == [expected]


def test_signature_help_of_a_call_by_name_has_each_task(server: LanguageServer) -> None:
    shown = server.signatures(HEAD + 'calc.golang_local_run_task("Divide", |')
    assert [text.split("'")[1] for text in shown] == TASKS
    assert "(task: Literal['Divide'], a: int, b: int = 1, /) -> DivMod\nQuotient and remainder." in shown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("calc.tasks.Divide|(7, 2)", ["Divide(a: int, b: int = 1) -> DivMod", "Quotient and remainder."]),
        ("calc.tasks.Divide.remote|(7)", ["-> ObjectRef[DivMod]", "Quotient and remainder."]),
        ("calc.Counter|(0)", ["class Counter(start: int)", "Counts."]),
        ("handle.Incr|.remote(1)", ["Incr(by: int = 1) -> int", "Adds `by` and returns the sum."]),
        ("local.Incr|(1)", ["Incr(by: int = 1) -> int", "Adds `by` and returns the sum."]),
        ("calc.Color|", ["class Color", "A colour."]),
        ("goray.put|(1)", ["-> ObjectRef[", "`ray.put`"]),
        ("found = goray.get(calc.tasks.Divide.remote(7))\nfound|", ["found: DivMod"]),
        ("found = nd_arrays.tasks.Doubles(values)\nfound|", ["found: NDArray[float64]"]),
        ("left, right = calc.tasks.Both(3)\nright|", ["right: str"]),
    ],
)
def test_hover_has_the_signature_and_the_documentation(
    server: LanguageServer, source: str, expected: list[str]
) -> None:
    shown = server.hover(HEAD + source)
    assert [text for text in expected if text not in shown] == [], shown
