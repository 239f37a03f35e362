"""Durations and points in time, there and back, in process and on Ray; `tests/golden/times/app.h` is the app."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import gorayffi
import pytest
import ray

pytestmark = pytest.mark.usefixtures("ray_session")

EAST = timezone(timedelta(hours=2))
START = datetime(1970, 1, 1, tzinfo=timezone.utc)
NOW = datetime(2026, 11, 24, 10, 30, 0, 123456, timezone.utc)
FIRST = datetime(1, 1, 1, tzinfo=timezone.utc)
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)

CASES: list[tuple[str, Any, Any]] = [
    ("Twice", timedelta(milliseconds=750), timedelta(seconds=1.5)),
    ("Twice", timedelta(days=-1, milliseconds=1), timedelta(days=-2, milliseconds=2)),
    ("Twice", 0.25, timedelta(seconds=0.5)),
    ("Twice", 3, timedelta(seconds=6)),
    ("Nano", timedelta(microseconds=1), timedelta(microseconds=1)),
    ("Nano", timedelta(days=36500, microseconds=1), timedelta(days=36500, microseconds=1)),
    ("CountNano", timedelta(microseconds=-1), -1000),
    ("CountNano", 1e-9, 1),
    ("Half", timedelta(seconds=1), timedelta(seconds=0.5)),
    ("Hours", timedelta(days=999999999), timedelta(days=999999999)),
    ("Octet", timedelta(seconds=255), timedelta(seconds=255)),
    ("CountFrames", timedelta(seconds=1) / 30, 1),
    ("Later", START, START + timedelta(seconds=1)),
    ("Later", NOW, NOW + timedelta(seconds=1)),
    ("Later", NOW.astimezone(EAST), NOW + timedelta(seconds=1)),
    ("SinceEpoch", START - timedelta(microseconds=1), -1000),
    ("SinceEpoch", gorayffi.Timestamp(1, 1), 1_000_000_001),
    ("Whole", FIRST, FIRST),
    ("Whole", LAST, LAST),
    ("Day", NOW, NOW.replace(hour=0, minute=0, second=0, microsecond=0)),
    ("Maybe", None, None),
    ("Maybe", timedelta(seconds=2), timedelta(seconds=2)),
    ("Sorted", [NOW, START], [START, NOW]),
    ("Events", {"a": {"at": START}}, {"a": {"at": START, "length": timedelta(minutes=1)}}),
    ("Events", {"a": {"at": START, "length": 120}}, {"a": {"at": START, "length": timedelta(minutes=2)}}),
]


@pytest.mark.parametrize(("task", "value", "result"), CASES)
def test_in_process_and_on_ray(task: str, value: Any, result: Any) -> None:
    import times

    called = getattr(times.tasks, task)
    for got in (called(value), ray.get(called.remote(value))):
        assert (got, type(got)) == (result, type(result))


def test_a_result_is_in_utc() -> None:
    import times

    assert times.tasks.Later(NOW.astimezone(EAST)).tzinfo is timezone.utc


class Nanoseconds(datetime):
    """Has them as `pandas.Timestamp` does."""

    nanosecond = 7


def test_nanoseconds_survive() -> None:
    import times

    assert times.tasks.SinceEpoch(Nanoseconds(1970, 1, 1, 0, 0, 1, tzinfo=timezone.utc)) == 1_000_000_007


@pytest.mark.parametrize(
    ("task", "values", "error", "text"),
    [
        (
            "Twice",
            [timedelta(microseconds=1)],
            ValueError,
            r"whole number of milliseconds, and 0.000001 s are left over",
        ),
        ("Twice", [None], TypeError, r"argument 'duration': expected timedelta, got None"),
        ("Twice", [START], TypeError, r"argument 'duration': expected timedelta, got "),
        ("Twice", [float("inf")], ValueError, r"argument 'duration': a duration is finite, got inf"),
        (
            "Nano",
            [timedelta.max],
            OverflowError,
            r"argument 'duration': expected a time that C\+\+ can count in nanosec",
        ),
        ("Octet", [timedelta(seconds=-1)], OverflowError, r"can count in seconds, from 0 to 255"),
        (
            "Later",
            [START.replace(tzinfo=None)],
            ValueError,
            r"argument 'time': a datetime without a time zone does not say when it is",
        ),
        ("Later", [1.5], TypeError, r"argument 'time': expected datetime, got float"),
        ("Later", [LAST], OverflowError, r"argument 'time': expected a time that C\+\+ can count in nanoseconds"),
        ("Whole", [NOW], ValueError, r"argument 'time': expected a whole number of seconds, and 0.123456 s are left"),
        ("Sorted", [[NOW, 1]], TypeError, r"argument 'times\[1\]': expected datetime, got int"),
        (
            "Events",
            [{"a": {"at": NOW}}],
            ValueError,
            r"argument 'events\['a'\].at': expected a whole number of millisec",
        ),
        ("Longest", [], OverflowError, r"is beyond datetime.timedelta, which ends at 999999999 days"),
        ("Farthest", [], OverflowError, r"is beyond the years 1 to 9999"),
    ],
)
def test_wrong_values_are_named_with_their_place(
    task: str, values: list[Any], error: type[Exception], text: str
) -> None:
    import times

    with pytest.raises(error, match=text):
        getattr(times.tasks, task)(*values)
