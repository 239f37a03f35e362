"""The Python half: tasks and actors that app.cpp calls, and `main`, which calls app.cpp's."""

from __future__ import annotations

import goray
import ray


@goray.remote
def square(x: int) -> int:
    return x * x


@goray.remote
class Storage:
    def __init__(self) -> None:
        self.kv: dict[str, str] = {}

    def put(self, key: str, value: str) -> None:
        self.kv[key] = value

    def get(self, key: str) -> str | None:
        return self.kv.get(key)


@goray.local
def main() -> None:
    hello = goray.golang_task("Hello")
    print("Call Hello task:", ray.get(hello.remote("World")), flush=True)

    Counter = goray.golang_actor_class("Counter")  # noqa: N806 - a class
    counter = Counter.remote(0)
    counter.Incr.remote(1)
    print("Call Counter.Incr method:", ray.get(counter.Incr.remote(1)), flush=True)
