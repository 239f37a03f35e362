"""Every kind of hint, of parameter and of callable."""

import dataclasses
import datetime
import enum
import pathlib
from collections.abc import AsyncIterator, Generator, Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, NewType, Optional, TypeVar, Union

import goray as g
import numpy as np
import ray
from goray import remote
from goray.typing import Ref
from shop.stock import Item
from typing_extensions import NotRequired, TypedDict

T = TypeVar("T")
UserId = NewType("UserId", int)
Table = Mapping[str, list[float]]
light = ray.remote(num_cpus=0)


class Order(TypedDict, total=False):
    item: Item
    user: UserId
    delete: bool


class BigOrder(Order):
    """An order with more."""

    parts: list[Order]
    note: NotRequired[str]


@dataclasses.dataclass(frozen=True)
class Bill:
    total: float
    due: datetime.datetime | None = None


@remote
def square(x: int) -> int:
    """Squares a number.

    For `C++` too: a backslash at the end of a line \\
    does no harm.
    """
    return x * x


@g.remote(num_cpus=0.5, max_retries=0)
def scaled(x: float, factor: float = 2.0, /, *, offset: float = 0.0, **more: int) -> float:
    return x * factor + offset + len(more)


@light
def everything(
    flag: bool,
    data: bytes,
    text: "str",
    names: Sequence[str],
    pair: tuple[int, str],
    sizes: tuple[int, ...],
    table: Table,
    maybe: Optional[int],
    either: Union[int, str, None],
    mode: Literal["fast", "slow"],
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    refs: list[Ref[int]],
    actor: ray.actor.ActorHandle,
    order: BigOrder,
    anything: Any,
    raw: dict,
    generic: T,
) -> tuple[Bill, set[str], datetime.timedelta, complex, pathlib.Path]: ...


@g.remote
def placed(x: int, y: int = 0, *more: int, at: str, size: list[int], shade: int = 1) -> str: ...


class Color(enum.IntEnum):
    """What there is."""

    DARK = -2
    RED = 1
    delete = enum.auto()


class Access(int, enum.Flag):
    READ = enum.auto()
    WRITE = enum.auto()
    BOTH = READ | WRITE


class Mode(str, enum.Enum):
    FAST = "fast"


class Painted(TypedDict):
    color: Color
    access: Access | None


@remote
def painted() -> tuple[Painted, Color, Mode]: ...


@g.remote(num_returns=2)
def halves(x: int) -> tuple[int, Order]: ...


@remote
def items(count: int, *, reverse: bool = False) -> Iterator[Order]:
    """Gives orders one after another."""
    yield from ()


@light(num_returns="streaming")
def anything_at_all():  # noqa: ANN201
    yield 1


@remote
def delete(*names: str): ...


@remote
def untyped(value, other=1): ...  # noqa: ANN001, ANN201


@remote
def _private() -> None: ...


@remote
def left_out(when: datetime.datetime) -> None: ...  # goray: ignore


class Base:
    def total(self) -> float: ...

    def name(self) -> str: ...


@g.remote
class Cart(Base, Generic[T]):
    """Holds orders."""

    def __init__(self, user: UserId, limit: int | None = None) -> None:
        """Begins empty."""

    def add(self, order: Order, times: int = 1) -> None:
        """Adds an order."""

    def by_name(self, *, text: str) -> "Iterator[int]":
        yield 1

    def each(self) -> "Generator[tuple[int, str], None, None]":
        yield 1, "a"

    async def later(self, seconds: float = 1) -> AsyncIterator[None]:
        yield

    async def total(self) -> int:  # as Base has it, but exact
        ...

    @property
    def size(self) -> int: ...

    @staticmethod
    def limits(*names: str) -> dict[str, int]: ...

    @classmethod
    def Kill(cls, class_: str) -> "Cart": ...  # noqa: N802

    def _hidden(self) -> None: ...


@g.remote
@dataclasses.dataclass
class Made:
    start: int
    step: int = 1
    seen: list[int] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=0, init=False)
