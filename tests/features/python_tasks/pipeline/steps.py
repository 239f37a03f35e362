"""What workers import."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import AsyncIterator, Iterator
from typing import Any

import numpy as np
import ray
from ray import remote as task

from .shapes import Color, Level, Point, Points, Summary

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
on_half = ray.remote(num_cpus=0.5)


@on_half
def length(points: Points) -> float:
    pairs = itertools.pairwise(points)
    return sum(math.dist((a["x"], a["y"]), (b["x"], b["y"])) for a, b in pairs)


@task
def middle(a: Point, b: Point) -> Point:
    return {"x": (a["x"] + b["x"]) / 2, "y": (a["y"] + b["y"]) / 2}


@ray.remote
def keys(point: Point) -> list[str]:
    return sorted(point)


@ray.remote
def summary(points: Points) -> Summary:
    return Summary(len(points), points[-1] if points else None)


@ray.remote(max_retries=0)
def doubled(values: Vector) -> Vector:
    return values * 2


@ray.remote
def at(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.timezone.utc)


@ray.remote
def kinds(flag: bool, data: bytes, pair: tuple[int, str], names: list[str], either: int | str) -> dict[str, Any]:
    return {
        "flag": flag,
        "data": len(data),
        "pair": f"{pair[0]} {pair[1]}",
        "names": "+".join(names),
        "either": either,
    }


@ray.remote
def level(number: int) -> Level:
    return Level(number)


@ray.remote
def levels() -> list[Level | None]:
    return [*Level, None]


@ray.remote
def pick(name: str) -> Color:
    return Color[name]


@ray.remote(num_returns=2)
def parts(x: float) -> tuple[int, float]:
    return int(x), x - int(x)


@ray.remote
def line(count: int) -> Iterator[Point]:
    for i in range(count):
        yield {"x": i, "y": 2 * i}


@task(num_returns="streaming")
def broken(numbers: list[int]) -> Iterator[int]:
    yield from numbers
    raise ValueError("no more numbers")


@ray.remote
def placed(x: int, y: int = 0, *more: int, at: str, sizes: list[int], shade: int = 1) -> str:
    return f"{x} {y} {more} {at} {sizes} {shade}"


@ray.remote
def repeated(*, text: str, times: int) -> Iterator[str]:
    for _ in range(times):
        yield text


@ray.remote
class Named:
    def __init__(self, first: str, *, last: str) -> None:
        self.name = f"{first} {last}"

    def greeting(self, *, word: str) -> str:
        return f"{word} {self.name}"

    async def later(self, before: str = "", *, word: str) -> str:
        return f"{before}{word} {self.name}"

    async def letters(self, *, count: int) -> AsyncIterator[str]:
        for letter in self.name[:count]:
            yield letter


@ray.remote
class Counter:
    def __init__(self, start: int = 0) -> None:
        self.count = start

    def add(self, by: int = 1) -> int:
        self.count += by
        return self.count

    def up(self, count: int = 2) -> Iterator[int]:
        for _ in range(count):
            yield self.add()


@ray.remote
def add_to(counter: ray.actor.ActorHandle, by: int) -> int:
    total: int = ray.get(counter.add.remote(by))
    return total
