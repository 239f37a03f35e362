"""`GorayInterface`: how a library and this process declare themselves, and what follows from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from gorayffi import Library, LibraryError

Build = Callable[..., Path]
DECLARED = {
    "language": "c",
    "features": ["json_failures", "of_tomorrow"],
    "tasks": {"Add": "a1"},
    "actors": {"NewBox": {"hash": "b2", "methods": {"Get": "c3"}}},
}


def test_a_library_declares_itself(build: Build) -> None:
    library = gorayffi.load_library(build(DECLARED))
    assert library.declared == DECLARED
    assert library.hashes() == {"task Add": "a1", "actor NewBox": "b2", "method NewBox.Get": "c3"}


def test_a_library_without_the_symbol_declares_nothing(fake_library: Library) -> None:
    assert fake_library.declared is None
    assert fake_library.hashes() is None


def test_the_host_declares_itself(build: Build) -> None:
    answer, code = gorayffi.load_library(build(DECLARED)).execute(100, 0, b"")
    told = json.loads(answer)
    assert code == 0
    assert told["version"]
    assert {key: told[key] for key in ("language", "product", "protocol", "interface", "features")} == {
        "language": "python",
        "product": "goray-cpp",
        "protocol": "1.2.1",
        "interface": "1.1",
        "features": [
            "arrays",
            "arrow",
            "callables",
            "interrupts",
            "json_failures",
            "opaque",
            "references",
            "shared_arrays",
            "split_results",
            "streams",
        ],
    }


def test_a_newer_minor_version_is_read_without_its_new_members(build: Build) -> None:
    assert gorayffi.load_library(build(DECLARED, MINOR=7, SIZE=48)).declared == DECLARED


@pytest.mark.parametrize(
    ("declared", "defined", "text"),
    [
        (
            DECLARED,
            {"MAJOR": 2, "MINOR": 1},
            r"GorayInterface has version 2\.1, this gorayffi \(goray-cpp .*\) speaks 1\.1; upgrade the Python package",
        ),
        (DECLARED, {"MAJOR": 0, "MINOR": 9}, r"has version 0\.9, .* speaks 1\.1; rebuild the library with this"),
        (DECLARED, {"SIZE": 24}, r"version 1\.0, .* cut short: 24 bytes of 32; rebuild the library"),
        (DECLARED, {"REFUSES": 1}, "refused this host's declaration; rebuild the library"),
        ("[]", {}, "has a description that is not a JSON object; rebuild the library"),
        ('{"language"', {}, "has a description that is not a JSON object; rebuild the library"),
    ],
)
def test_a_declaration_that_cannot_be_used_is_an_error_with_a_remedy(
    build: Build, declared: object, defined: dict[str, int], text: str
) -> None:
    path = build(declared, **defined)
    with pytest.raises(LibraryError, match=rf"libdeclared\.so: its .*{text}"):
        gorayffi.load_library(path)


@pytest.mark.parametrize("declared", [{}, {"features": 1, "tasks": [], "actors": {"A": 1}}])
def test_members_absent_or_of_another_type_count_as_empty(build: Build, declared: dict[str, Any]) -> None:
    library = gorayffi.load_library(build(declared))
    assert (library.declared, library.hashes()) == (declared, {})


def fail(_: bytes) -> tuple[bytes, int]:
    try:
        raise KeyError("inner")
    except KeyError as error:
        raise LookupError("no such thing") from error


@pytest.mark.parametrize(("features", "is_json"), [(["json_failures"], True), ([], False)])
def test_an_exception_of_a_handler_is_json_for_a_library_that_declared_it(
    build: Build, features: list[str], is_json: bool
) -> None:
    library = gorayffi.load_library(build({"features": features}), {0: fail})
    answer, code = library.execute(4, 0, b"")
    assert code == 1
    if not is_json:
        assert answer.startswith(b"[python] CMD_EXECUTE_PY_LOCAL_TASK failed: LookupError: no such thing\nTraceback")
        return
    told = json.loads(answer)
    assert {key: told[key] for key in ("Kind", "PyType", "Message", "Task")} == {
        "Kind": "bad_call",
        "PyType": "LookupError",
        "Message": "no such thing",
        "Task": "",
    }
    assert "in fail" in told["Traceback"]
    assert (told["Cause"]["PyType"], told["Cause"]["Message"], told["Cause"]["Cause"]) == ("KeyError", "'inner'", None)


def task() -> None:
    raise ZeroDivisionError("by zero")


@pytest.mark.parametrize(
    ("name", "kind", "py_type", "message", "told_task"),
    [
        ("task", "task_failed", "ZeroDivisionError", "by zero", "task"),
        ("missing", "bad_call", "LookupError", "python task missing not found: no function", ""),
    ],
)
def test_a_failed_task_is_told_as_json(
    build: Build, name: str, kind: str, py_type: str, message: str, told_task: str
) -> None:
    handlers = gorayffi.handlers.get_handlers({"task": task}.get, {}.get)
    library = gorayffi.load_library(build(DECLARED), handlers)
    options = json.dumps({"goray_task_name": name}).encode()
    answer, code = library.execute(4, 0, gorayffi.funccall.pack_bytes_units([b"", options]))
    told = json.loads(answer)
    assert code == 1
    assert message in told["Message"]
    assert (told["Kind"], told["PyType"], told["Task"]) == (kind, py_type, told_task)


def test_plain_bytes_of_a_handler_stay(build: Build) -> None:
    library = gorayffi.load_library(build(DECLARED), {0: lambda _: (b"text", 1)})
    assert library.execute(4, 0, b"") == (b"text", 1)
