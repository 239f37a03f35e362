"""The Python half of go_app and cpp_app: what their drivers call."""

from __future__ import annotations

import os

import goray
import ray

pid = os.getpid()


@goray.remote(num_cpus=0.5)
def square(x: int) -> int:
    return x * x


@goray.remote
def fail(text: str) -> None:
    raise ValueError(text)


@goray.remote
def join(*args: object) -> str:
    return ",".join(map(str, args))


@goray.remote(max_restarts=1)
class Storage:
    def __init__(self) -> None:
        self.kv: dict[str, str] = {}

    def put(self, key: str, value: str) -> None:
        self.kv[key] = value

    def get(self, key: str) -> str | None:
        return self.kv.get(key)


@ray.remote
class Plain:
    def double(self, x: int) -> int:
        return 2 * x


plain: list[object] = []


@goray.local
def make_plain() -> None:
    plain.append(Plain.options(name="plain").remote())


@goray.local
def seven() -> int:
    return 7


@goray.local
def main() -> str:
    hello = goray.golang_task("Hello")
    named = ray.get_actor("counter")
    counter = goray.golang_actor_class("Counter").remote(0)
    counter.Incr.remote(1)
    results = [hello.remote("World"), counter.Incr.remote(1), named.Incr.remote(1), square.remote(3)]
    return " ".join(str(ray.get(result)) for result in results)
