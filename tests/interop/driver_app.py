"""The Python half of go_app and cpp_app: what they call. The published goray runs it as well as ours."""

from __future__ import annotations

import goray
import ray


@goray.remote
def square(x: int) -> int:
    return x * x


@goray.remote
def same(x: object) -> object:
    return x


@goray.remote
def fail(text: str) -> None:
    raise ValueError(text)


@goray.remote
def join(*args: object) -> str:
    return ",".join(map(str, args))


@goray.remote
def greet(name: str) -> str:
    """A Python task that calls the library's task."""
    return str(ray.get(goray.golang_task("Hello").remote(name)))


@goray.remote
def answer() -> int:
    return 42


@goray.remote
class Storage:
    def __init__(self) -> None:
        self.kv: dict[str, object] = {}

    def put(self, key: str, value: object) -> None:
        self.kv[key] = value

    def get(self, key: str) -> object:
        return self.kv.get(key)


@goray.local
def triple(x: int) -> int:
    return 3 * x


@goray.local
def same_here(x: object) -> object:
    return x


@goray.local
def fail_here(text: str) -> None:
    raise ValueError(text)


@goray.local
def hello_hello(name: str) -> str:
    """Python, called by the library, calls the library."""
    return str(goray.golang_local_run_task("Hello", goray.golang_local_run_task("Hello", name)))


@goray.local
def main() -> int:
    """What the drivers run; their exit code."""
    print("driver:", ray.get(goray.golang_task("Hello").remote("World")), flush=True)
    return 3
