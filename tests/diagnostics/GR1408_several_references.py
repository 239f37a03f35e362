import ray
from collections.abc import Iterator


@ray.remote(num_returns=3)
def divide(a: int, b: int) -> tuple[int, int]:
    return a // b, a % b


@ray.remote(num_returns=2)
def both(a: int, b: int) -> tuple[int, int]:
    return a // b, a % b


@ray.remote(num_returns=1)
def one() -> int:
    return 1


@ray.remote(num_cpus=1, num_returns="streaming")
def many() -> list[int]:
    return []


@ray.remote(num_cpus=1, num_returns="streaming")
def stream() -> Iterator[int]:
    yield 1


@ray.remote(num_returns=2)
def unknown():
    return 1, 2
