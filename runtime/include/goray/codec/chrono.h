// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/wire/time.h>

#include <chrono>
#include <concepts>
#include <limits>

namespace goray {
namespace wire {

/// What an integer of type `Rep` counts.
template <std::integral Rep, typename Period>
inline constexpr TimeUnit kTimeUnit = {Period::num, Period::den, (std::numeric_limits<Rep>::min)(),
                                       (std::numeric_limits<Rep>::max)()};

}  // namespace wire

/// `std::chrono::duration` <-> `datetime.timedelta`, seconds on the wire; a float of seconds is accepted. Python's times
/// are of microseconds: what is less than one is rounded. What is left over (1.5 s as `std::chrono::seconds`) is a ValueError,
/// what is beyond the integer that counts, or beyond `datetime.timedelta`, an OverflowError.
template <typename Rep, typename Period>
struct Codec<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;

  static Duration Read(wire::Reader& reader) {
    const double seconds = wire::ReadSeconds(reader);
    if constexpr (std::floating_point<Rep>) {
      return Duration(static_cast<Rep>(seconds * Period::den / Period::num));
    } else {
      return Duration(static_cast<Rep>(wire::CountOf(seconds, wire::kTimeUnit<Rep, Period>)));
    }
  }
  static void Write(wire::Writer& writer, const Duration& value) {
    wire::WriteSeconds(writer, static_cast<double>(value.count()) * Period::num / Period::den);
  }
};

/// A time of `std::chrono::system_clock` <-> `datetime.datetime` with a time zone, UTC as a result; on the wire a
/// timestamp of msgpack. Between C++ and C++ nanoseconds survive. Rounded and refused as a duration is; the years are 1
/// to 9999.
template <typename D>
struct Codec<std::chrono::time_point<std::chrono::system_clock, D>> {
  using TimePoint = std::chrono::time_point<std::chrono::system_clock, D>;
  using Rep = typename D::rep;
  using Period = typename D::period;

  static TimePoint Read(wire::Reader& reader) {
    const wire::Timestamp time = wire::ReadTimestamp(reader);
    if constexpr (std::floating_point<Rep>) {
      const double seconds = static_cast<double>(time.seconds) + time.nanoseconds * 1e-9;
      return TimePoint(D(static_cast<Rep>(seconds * Period::den / Period::num)));
    } else {
      return TimePoint(D(static_cast<Rep>(wire::CountOf(time, wire::kTimeUnit<Rep, Period>))));
    }
  }
  static void Write(wire::Writer& writer, const TimePoint& value) {
    const Rep count = value.time_since_epoch().count();
    if constexpr (std::floating_point<Rep>) {
      const auto seconds = static_cast<double>(count) * Period::num / Period::den;
      wire::WriteTimestamp(writer, wire::TimestampOf(seconds));
    } else {
      wire::WriteTimestamp(writer, wire::TimestampOf(static_cast<std::int64_t>(count),
                                                     wire::kTimeUnit<Rep, Period>));
    }
  }
};

}  // namespace goray
