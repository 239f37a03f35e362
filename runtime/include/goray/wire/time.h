// SPDX-License-Identifier: Apache-2.0
// Times in a message: a duration is a number of seconds, a point in time msgpack's timestamp, the extension -1; source:
// https://github.com/msgpack/msgpack/blob/master/spec.md#timestamp-extension-type
#pragma once

#include <goray/wire/reader.h>
#include <goray/wire/writer.h>

#include <cstdint>

namespace goray::wire {

/// Since 1970 UTC, or of a duration. Nanoseconds are 0..999,999,999, also of a time before.
struct Timestamp {
  std::int64_t seconds = 0;
  std::uint32_t nanoseconds = 0;
};

/// What C++ counts: units of `num / den` seconds, and the ends of the integer that counts them.
struct TimeUnit {
  /// `den` of at most 1,000,000,000, a nanosecond.
  std::int64_t num;
  std::int64_t den;
  std::int64_t least;
  std::uint64_t most;
};

/// A number of seconds, finite. Throws CodecError.
double ReadSeconds(Reader& reader);
/// Throws CodecError for what is not finite, or beyond `datetime.timedelta`.
void WriteSeconds(Writer& writer, double seconds);
/// Throws CodecError for any other value than a timestamp.
Timestamp ReadTimestamp(Reader& reader);
/// In the shortest of its three forms. Throws CodecError beyond the years 1 to 9999, which `datetime.datetime` has.
void WriteTimestamp(Writer& writer, const Timestamp& time);

/// As a count of units, to be cast to the integer that counts them. What is less than a microsecond is rounded, as
/// Python's times have no more. Throws CodecError for a remainder, and for a count beyond the integer.
std::int64_t CountOf(const Timestamp& time, const TimeUnit& unit);
std::int64_t CountOf(double seconds, const TimeUnit& unit);
/// Of a count, which is a `std::uint64_t` if `unit` has no negative one. Throws CodecError beyond 64 bits of seconds.
Timestamp TimestampOf(std::int64_t count, const TimeUnit& unit);
/// Throws CodecError for what is not finite, or beyond 64 bits.
Timestamp TimestampOf(double seconds);

}  // namespace goray::wire
