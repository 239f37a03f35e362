"""Values that Python has no own type for: msgpack's extension types."""

from __future__ import annotations

import datetime
import struct
from dataclasses import dataclass
from typing import NamedTuple

_TIMESTAMP_CODE = -1
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class ExtType(NamedTuple):
    """A msgpack extension value: an application's code (-128..127, negative ones are msgpack's own) and its bytes."""

    code: int
    data: bytes


@dataclass(frozen=True, order=True)
class Timestamp:
    """A msgpack timestamp (extension -1): seconds since 1970 UTC, may be negative, and nanoseconds, 0..999,999,999.

    Example:
        >>> Timestamp(1, 500_000_000).to_datetime()
        datetime.datetime(1970, 1, 1, 0, 0, 1, 500000, tzinfo=datetime.timezone.utc)
    """

    seconds: int
    nanoseconds: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.nanoseconds < 1_000_000_000:
            raise ValueError(f"nanoseconds of a Timestamp are 0..999999999, not {self.nanoseconds}")
        if not -(2**63) <= self.seconds < 2**63:
            raise OverflowError(f"seconds of a Timestamp have 64 bits, into which {self.seconds} does not fit")

    @classmethod
    def from_datetime(cls, time: datetime.datetime) -> Timestamp:
        """Of an aware `datetime`; the nanoseconds of one of pandas are kept.

        Raises:
            ValueError: the time has no time zone, so nobody knows when it is.

        Example:
            >>> Timestamp.from_datetime(datetime.datetime(1970, 1, 2, tzinfo=datetime.timezone.utc))
            Timestamp(seconds=86400, nanoseconds=0)
        """
        if time.utcoffset() is None:
            raise ValueError(f"{time!r} has no time zone; give it one, as .astimezone() does for local time")
        since = time - _EPOCH
        finer = getattr(time, "nanosecond", 0)
        return cls(since.days * 86400 + since.seconds, since.microseconds * 1000 + finer)

    def to_datetime(self) -> datetime.datetime:
        """As an aware `datetime`; what is finer than a microsecond is dropped.

        Raises:
            OverflowError: the year is not in 1..9999.
        """
        return _EPOCH + datetime.timedelta(seconds=self.seconds, microseconds=self.nanoseconds // 1000)

    def to_ext(self) -> ExtType:
        """In the shortest of the specification's three forms."""
        if 0 <= self.seconds < 2**34:
            if self.nanoseconds == 0 and self.seconds < 2**32:
                return ExtType(_TIMESTAMP_CODE, struct.pack(">I", self.seconds))
            return ExtType(_TIMESTAMP_CODE, struct.pack(">Q", self.nanoseconds << 34 | self.seconds))
        return ExtType(_TIMESTAMP_CODE, struct.pack(">Iq", self.nanoseconds, self.seconds))


def make_ext(code: int, data: bytes) -> ExtType | Timestamp:
    """What an extension of a message becomes; a malformed timestamp stays an `ExtType`, so that nothing is lost."""
    if code != _TIMESTAMP_CODE or len(data) not in (4, 8, 12):
        return ExtType(code, data)
    if len(data) == 4:
        return Timestamp(int.from_bytes(data, "big"))
    if len(data) == 8:
        both = int.from_bytes(data, "big")
        nanoseconds, seconds = both >> 34, both & (2**34 - 1)
    else:
        nanoseconds, seconds = struct.unpack(">Iq", data)
    return Timestamp(seconds, nanoseconds) if nanoseconds < 1_000_000_000 else ExtType(code, data)
