"""A ref is a ref, whoever made it: every reader finds the same value, the same failure, and retries work."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import goray
import pytest
import ray
from goray import App

from tests.interop.case import Blob
from tests.interop.refs import made
from tests.interop.refs.made import MADE, MAKERS, Failure, Made


@goray.remote(num_cpus=0)
def made_nothing() -> None:
    return None


@goray.remote(num_cpus=0)
def made_hello(name: str) -> str:
    return f"Hello {name}"


@goray.remote(num_cpus=0)
def made_divide(a: int, b: int) -> tuple[int, int]:
    return divmod(a, b)


@goray.remote(num_cpus=0)
def made_zeros(size: int) -> bytes:
    return bytes(size)


@goray.remote(num_cpus=0)
def made_echo(*args: object) -> tuple[object, ...]:
    return args


@goray.remote(num_cpus=0)
def made_fail(text: str) -> None:
    raise ValueError(text)


@goray.remote(num_cpus=0)
def made_fail_counted(path: str) -> None:
    with Path(path).open("a") as file:
        file.write(".")
    raise ValueError("so bad")


@ray.remote(num_cpus=0)
class Plain:
    """Does the same, and knows nothing of libraries."""

    made_nothing = staticmethod(made_nothing._function)
    made_hello = staticmethod(made_hello._function)
    made_divide = staticmethod(made_divide._function)
    made_zeros = staticmethod(made_zeros._function)
    made_echo = staticmethod(made_echo._function)
    made_fail = staticmethod(made_fail._function)
    made_fail_counted = staticmethod(made_fail_counted._function)


@ray.remote(num_cpus=0)
def see(value: object) -> object:
    return value


@ray.remote(num_cpus=0)
class Seer:
    async def see(self, value: object) -> object:
        return value


@goray.remote(num_cpus=0)
def got_in_its_body(refs: list[ray.ObjectRef[Any]]) -> object:
    try:
        return ray.get(refs[0])
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"}


class Side:
    """The C++ library's refs of one maker, and its readers."""

    def __init__(self, maker: str, cpp: Path, go: Path, seer: Any) -> None:
        self.maker = maker
        self.app = App(cpp)
        self.go = str(go)
        self.actor = {
            made.METHOD: self.app.actor_class("NewWorker", num_cpus=0).remote,
            made.PLAIN: Plain.remote,
        }.get(maker, lambda: None)()
        self.seer = seer

    def how(self, what: Made, **options: Any) -> dict[str, Any]:
        by = {made.TASK: "task", made.GO: "task", made.PYTHON: "python", made.PUT: "put"}.get(self.maker, "method")
        name = what.python if self.maker in (made.PYTHON, made.PLAIN) else what.name
        how = {"by": by, "name": name, "actor": self.actor, "args": what.args, "options": options}
        if self.maker == made.GO:
            how["options"]["library"] = self.go
        if self.maker == made.PUT:
            how["args"] = [bytes(what.result.size) if isinstance(what.result, Blob) else what.result]
        return how | {"values": what.values}

    def make(self, what: Made, **options: Any) -> ray.ObjectRef[Any]:
        ref: ray.ObjectRef[Any] = self.app.run_task("Make", self.how(what, **options))
        return ref

    def read(self, reader: str, what: Made) -> Any:
        if reader in made.IN_CPP:
            word = {
                made.CPP_TASK: "task",
                made.CPP_ACTOR: "actor",
                made.CPP_GET: "get",
                made.BODY: "body",
                made.GO_TASK: self.go,
            }[reader]
            return self.app.run_task("Read", self.how(what), word)
        ref = self.make(what)
        if reader == made.AWAIT:
            return asyncio.run(awaited(ref))
        if reader == made.PYTHON_TASK:
            return ray.get(see.remote(ref))
        if reader == made.ASYNC_ACTOR:
            return ray.get(self.seer.see.remote(ref))
        if reader == made.PYTHON_TO_CPP:
            return ray.get(self.app.task("Echo", num_cpus=0).remote(ref))[0]
        return ray.get(ref)

    def seen(self, reader: str, what: Made) -> Any:
        """What the reader finds; tuples as lists, as msgpack has them."""
        try:
            found = self.read(reader, what)
        except Exception as error:
            return Failure((f"{type(error).__name__}: {error}",))
        if isinstance(found, dict):
            return Failure((found["failed"],))
        return list(found) if isinstance(found, tuple) else found


async def awaited(ref: ray.ObjectRef[Any]) -> Any:
    return await ref


@pytest.fixture(scope="module")
def seer(ray_session: None) -> Any:  # noqa: ARG001
    return Seer.remote()


@pytest.fixture(scope="module", params=MAKERS)
def side(request: pytest.FixtureRequest, cpp_library: Path, go_library: Path, seer: Any) -> Side:
    return Side(request.param, cpp_library, go_library, seer)


def test_every_reader_finds_the_same(side: Side) -> None:
    seen = {cell: side.seen(cell[1], MADE[cell[2]]) for cell in made.cells(side.maker)}
    wrong = [f"{cell}: {str(found)[:300]}" for cell, found in seen.items() if not made.is_expected(cell, found)]
    assert not wrong, "\n".join(wrong)


def test_retries(side: Side, tmp_path: Path) -> None:
    counted = Made("FailCounted", "made_fail_counted", (str(tmp_path / "runs"),), None)
    retries = "max_retries" if side.actor is None else "max_task_retries"
    if side.maker not in made.RUNS:
        return  # what is put does not run
    with pytest.raises(Exception, match="so bad"):
        ray.get(side.make(counted, **{retries: 2}, retry_exceptions=True))
    assert len((tmp_path / "runs").read_text()) == made.RUNS[side.maker]
