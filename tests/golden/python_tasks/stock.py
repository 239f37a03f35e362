"""A file that workers import by another name."""

import ray
from typing_extensions import TypedDict


class Item(TypedDict):
    """What lies in the stock."""

    name: str
    count: int


@ray.remote
def find(name: str) -> Item | None:
    """Looks for an item."""


@ray.remote(num_cpus=0)
class Shelf:
    def put(self, item: Item, at: int = 0) -> None: ...

    def items(self) -> list[Item]: ...
