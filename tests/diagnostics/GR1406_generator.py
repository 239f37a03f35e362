import goray
import typing as t


@goray.remote
def count(n: int) -> int:
    if n:
        yield n


@goray.remote
def hinted(n: int) -> t.Iterator[int]:
    return iter(range(n))


@goray.remote
def taken(numbers: "t.Generator[int, None, None]") -> list[int]:
    return list(numbers)


@goray.remote
def inner(n: int) -> list[int]:
    def numbers():
        yield n

    return list(numbers())


@goray.remote
def good(n: int) -> "t.Iterator[int]":
    yield n


@goray.remote
class Counter:
    async def each(self) -> list[int]:
        yield 1

    async def all(self) -> t.AsyncIterator[int]:
        yield 1
