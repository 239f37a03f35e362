"""The types that the steps take and give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from typing_extensions import NotRequired, TypedDict


class Point(TypedDict):
    """A place in the plane."""

    x: float
    y: float
    label: NotRequired[str]


Points = list[Point]


class Level(IntEnum):
    """How loud it is."""

    LOW = 1
    HIGH = auto()


class Color(str, Enum):
    RED = "red"


@dataclass
class Summary:
    count: int
    last: Point | None
