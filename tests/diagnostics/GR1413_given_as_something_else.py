import dataclasses
import datetime
import enum
import pathlib

import goray
import ray


@dataclasses.dataclass
class Point:
    x: float


@goray.remote
def parameters(
    a: Point,
    b: list[datetime.datetime],
    c: datetime.timedelta | None,
    d: set[int],
    e: pathlib.Path,
    f: complex,
    g: ray.ObjectRef,
    h: list[ray.ObjectRef],
) -> None: ...


@goray.remote
def results() -> tuple[Point, datetime.datetime, datetime.timedelta, set[int], pathlib.Path, complex, ray.ObjectRef]: ...


class Size(enum.IntEnum):
    SMALL = 1


class Mode(enum.StrEnum):
    FAST = "fast"


@goray.remote
def enums(size: Size, modes: list[Mode]) -> tuple[Size, Mode]: ...
