"""What our host and our C++ library say to each other, every command of both directions, in the form of ours.txt.

Usage: python -m tests.interop.recorded.record_ours TAP ADDRESS OUT
Ids are random, so the first that crosses is written as 2**52, the second as 2**52 + 1, and so on. Of a failure the
places are left out.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import goray
import goray._library.handles
import gorayffi
import ray
from goray._app.app import App
from goray._app.default import default_app
from goray._messages.sealed import EncodedCall, Sealed
from goray._worker.library_callables import call_library
from gorayffi import HandleMap

from tests.interop.recorded.record import call, make_it_call
from tests.interop.recorded.recorded_call import CALLS_OF_PYTHON, TO_PYTHON, RecordedCall, read, units

FIRST_ID = 2**52


def note_ids() -> list[int]:
    """All ids that this process gives out from now on; no other number of 8 bytes is one of them."""
    made: list[int] = []

    class NotedMap:
        """A `HandleMap` whose ids are noted."""

        def __init__(self) -> None:
            self._map = HandleMap()
            self.get, self.pop = self._map.get, self._map.pop

        def insert(self, value: object) -> int:
            made.append(self._map.insert(value))
            return made[-1]

    for module in (goray._library.handles, gorayffi.handlers):
        module.HandleMap = NotedMap  # type: ignore[attr-defined]
    return made


@ray.remote(num_cpus=0)
class Plain:
    def double(self, x: int) -> int:
        return 2 * x


def pass_references(task: Callable[..., Any], library: gorayffi.Library) -> None:
    """References and handles inside values, wherever they can stand."""
    ref, actor = ray.put("mine"), Plain.remote()
    task("Echo", [ref], {"actor": actor, "again": ref})  # arguments, a result
    task("LocalPy", "same_here", [ref, actor])  # arguments and answer of a function in this process
    task("LocalObject", "k", [ref])  # of an object's methods
    task("PyTask", "same", [ref, actor])  # arguments of a task, what GET_OBJECT gives
    task("PyActor", "k", [ref])
    task("Shared", [ref, actor])  # what is put
    made = {"by": "python", "actor": None, "name": "square", "args": [3], "options": {}, "values": 1}
    task("Make", made)  # a ref that C++ made
    task("Make", made | {"by": "method", "actor": actor, "name": "double"})
    keeper = library.call(5, 0, "NewKeeper", [[ref]])
    assert ray.get(library.call(6, keeper, "Kept", [])) == ["mine"]
    task("Hello", [ref])  # an argument that is refused
    task("NoSuchTask", [ref])


def call_by_index(library: gorayffi.Library) -> None:
    ref = ray.put("mine")
    assert gorayffi.Function(library, 4, "Divide", ["a", "b"], {})(7, 2) == [3, 1]
    gorayffi.Function(library, 4, "Echo", [], {}, variadic=True)([ref], 1)
    counter = gorayffi.Function(library, 5, "Counter", ["start"], {})(40)
    assert gorayffi.Function(library, 6, "Incr", ["by"], {}, actor="Counter").call_on(counter, 2) == 42


def call_as_a_worker(app: App) -> None:
    """Arguments, and refs that Ray resolved, with references inside: what `encoded_task` runs."""
    ref = ray.put("mine")
    message = gorayffi.pack_message(lambda value: isinstance(value, ray.ObjectRef), [ref])
    call_library(app.path, 4, 0, "Echo", EncodedCall(message, [1]), [Sealed(message)])


def normalised(lines: list[RecordedCall], made: list[int], places: str) -> list[str]:
    """The record's lines with ids in the order in which they crossed, and failures without `places`."""
    numbers: dict[int, int] = {}
    known = set(made)

    def renamed(data: bytes) -> bytes:
        def text(found: re.Match[bytes]) -> bytes:
            value = int(found[0])
            return str(number(value)).encode() if value in known else found[0]

        data = re.sub(rb"\d{5,16}", text, data)
        for start in range(len(data) - 7):
            value = int.from_bytes(data[start : start + 8], "little")
            if value in known:
                data = data[:start] + number(value).to_bytes(8, "little") + data[start + 8 :]
        return data

    def number(value: int) -> int:
        return FIRST_ID + numbers.setdefault(value, len(numbers))

    def line(each: RecordedCall) -> str:
        request, answer = each.request, each.answer
        if each.direction == TO_PYTHON and each.command in CALLS_OF_PYTHON:  # the number's digits count
            parts = map(renamed, units(request))
            request = b"".join(len(part).to_bytes(8, "little") + part for part in parts)
        else:
            request = renamed(request)
        answer = renamed(without_places(answer, places) if each.code not in (0, 6) else answer)
        head = f"{each.direction} {each.command} {each.index} {each.code}"
        return f"{head} {request.hex() or '-'} {answer.hex() or '-'}"

    return [line(each) for each in lines]


def without_places(answer: bytes, places: str) -> bytes:
    """A failure without its stacks and this machine's folders."""
    text = answer.decode().replace(places, "FOLDER")
    if not text.startswith("{"):
        return text.splitlines()[0].encode()
    told = json.loads(text)
    told |= {"Message": told["Message"].splitlines()[0], "Traceback": ""}
    return json.dumps({key: value for key, value in told.items() if key != "Cause"}).encode()


def main(tap: str, address: str, out: str) -> None:
    made = note_ids()
    py_defs = str(Path(__file__).parents[1] / "driver_app.py")
    goray.start(tap, py_defs, address=address, namespace="recorded", log_to_driver=False)
    app = default_app()

    def task(name: str, *args: Any) -> Any:
        try:
            return goray.golang_local_run_task(name, *args)
        except RuntimeError as error:  # a failure is recorded as well
            return error

    call(goray.golang_local_run_task, goray.golang_local_new_actor, app.commander)
    make_it_call(goray.golang_local_run_task)
    task("PyTask", "fail", "so bad")
    task("NameActor", "fails", 1)
    task("CallActor", "fails", "Fail", "so bad")  # its own failure, as it told it
    task("KillActor", "fails")
    if app.library.declared:
        pass_references(task, app.library)
        call_by_index(app.library)
        call_as_a_worker(app)
    calls = read(Path(f"{tap}.{os.getpid()}"))
    Path(out).write_text("\n".join(normalised(calls, made, str(Path(tap).parent))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
