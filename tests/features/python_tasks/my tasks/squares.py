"""What C++ calls by name: it is the driver's program or file that defines them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import goray as g
from goray import remote


@remote
def square(x: int) -> int:
    """Squares a number."""
    return x * x


@g.remote(num_cpus=0.5)
def scaled(x: float, factor: float = 2.0, *, offset: float = 1.0) -> float:
    return x * factor + offset


@remote
def fail(text: str) -> int:
    raise ValueError(text)


@remote
def kind(value):  # noqa: ANN001, ANN201
    return type(value).__name__


@remote
def total(start: int, *values: int) -> int:
    return start + sum(values)


@g.remote
class Storage:
    """Keeps numbers by names."""

    def __init__(self, name: str, numbers: dict[str, int] | None = None) -> None:
        self.name = name
        self.numbers = numbers or {}

    def put(self, key: str, value: int = 1) -> None:
        """Sets a number."""
        self.numbers[key] = value

    def get(self, key: str) -> int | None:
        return self.numbers.get(key)

    def Kill(self) -> str:  # noqa: N802 - as a method of every handle is called
        return f"{self.name} lives"

    @staticmethod
    def twice(text: str) -> str:
        return text * 2


@remote
def sides(x: int) -> tuple[int, str]:
    return x, "side"


@g.remote
class Later:
    async def echo(self, text: str) -> str:
        return text

    async def letters(self, text: str) -> AsyncIterator[str]:
        for letter in text:
            yield letter
