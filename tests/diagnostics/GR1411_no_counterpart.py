from __future__ import annotations

import datetime
import enum
import typing
from collections.abc import Callable
from decimal import Decimal

import goray
import numpy as np
from numpy.typing import NDArray


class Color(enum.Enum):
    RED = 1


class Node(typing.TypedDict):
    next: "Node | None"


Loop = list["Loop"]


@goray.remote
def money(x: Decimal, each: Callable[[int], int], color: Color, node: Node) -> datetime.date: ...


@goray.remote
def arrays(a: np.ndarray, b: NDArray[np.float64], c: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> None: ...


@goray.remote
def items(a: np.ndarray[tuple[int], np.dtype[np.float16]], b: np.float64) -> None: ...


@goray.remote
def unions(a: list[int] | tuple[str, str], b: dict[tuple[int, int], str], c: list[int, str]) -> Loop: ...


@goray.remote
def texts(ä: "list[Decimal]", b: "not a type", c: 3) -> None: ...


class Sized(enum.IntEnum):
    SMALL = 1
    LARGE = len("large")


@goray.remote
def sized() -> Sized: ...
