import goray
import typing as t


@goray.remote
def count(n: int):
    if n:
        yield n


@goray.remote
def hinted(n: int) -> t.Iterator[int]:
    return iter(range(n))


@goray.remote
def inner(n: int) -> list[int]:
    def numbers():
        yield n

    return list(numbers())


@goray.remote
class Counter:
    async def each(self) -> t.AsyncIterator[int]:
        yield 1
