// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/time.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "wire/units.h"

namespace goray::wire {
namespace {

__extension__ using Wide = __int128;

constexpr std::int8_t kTimestampExt = -1;
constexpr std::int64_t kSecond = 1'000'000'000;       // in nanoseconds
constexpr std::int64_t kRounded = 999;                // nanoseconds, less than a microsecond
constexpr double kMostSeconds = 86400.0 * 999999999;  // of datetime.timedelta
constexpr std::int64_t kYear1 = -62'135'596'800;
constexpr std::int64_t kYear9999 = 253'402'300'799;  // its last second

struct UnitName {
  std::int64_t num;
  std::int64_t den;
  const char* name;
};
constexpr UnitName kUnitNames[] = {{1, kSecond, "nanoseconds"}, {1, 1'000'000, "microseconds"},
                                   {1, 1'000, "milliseconds"},  {1, 1, "seconds"},
                                   {60, 1, "minutes"},          {3'600, 1, "hours"},
                                   {86'400, 1, "days"},         {604'800, 1, "weeks"}};

std::string NameOf(const TimeUnit& unit) {
  for (const UnitName& known : kUnitNames)
    if (known.num * unit.den == unit.num * known.den) return known.name;
  return "units of " + std::to_string(unit.num) + "/" + std::to_string(unit.den) + " s";
}

/// Rounds down, also below 0.
Wide Floor(Wide value, Wide by) {
  const Wide quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

[[noreturn]] void RefuseRange(const TimeUnit& unit) {
  throw CodecError(Fault::kOverflow, "expected a time that C++ can count in " + NameOf(unit) +
                                         ", from " + std::to_string(unit.least) + " to " +
                                         std::to_string(unit.most));
}

/// The nearest count, if `time` is not further than `tolerance` nanoseconds from it.
std::int64_t Count(const Timestamp& time, const TimeUnit& unit, double tolerance) {
  // At most 2^63 * 10^9 * 10^9, which is less than 2^123.
  const Wide scaled = (Wide{time.seconds} * kSecond + time.nanoseconds) * unit.den;
  const Wide size = Wide{unit.num} * kSecond;
  const Wide count = Floor(2 * scaled + size, 2 * size);
  if (count < unit.least || count > Wide{unit.most}) RefuseRange(unit);
  const double lost = static_cast<double>(scaled - count * size) / static_cast<double>(unit.den);
  if (std::abs(lost) > tolerance) {
    const Wide rest = scaled - Floor(scaled, size) * size;
    throw CodecError(Fault::kValue,
                     "expected a whole number of " + NameOf(unit) + ", and " +
                         std::to_string(static_cast<double>(rest) / static_cast<double>(unit.den) /
                                        static_cast<double>(kSecond)) +
                         " s are left over");
  }
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(count));
}

}  // namespace

double ReadSeconds(Reader& reader) {
  const Kind kind = reader.Peek();
  if (kind != Kind::kInt && kind != Kind::kFloat) reader.Expected("timedelta");
  const double seconds = reader.ReadDouble();
  if (!std::isfinite(seconds)) {
    throw CodecError(Fault::kValue, "a duration is finite, got " + std::to_string(seconds));
  }
  return seconds;
}

void WriteSeconds(Writer& writer, double seconds) {
  if (!std::isfinite(seconds)) {
    throw CodecError(Fault::kValue, "a duration is finite, got " + std::to_string(seconds));
  }
  if (std::abs(seconds) > kMostSeconds) {
    throw CodecError(Fault::kOverflow,
                     "a duration of " + std::to_string(seconds) +
                         " s is beyond datetime.timedelta, which ends at 999999999 days");
  }
  writer.WriteDouble(seconds);
}

Timestamp ReadTimestamp(Reader& reader) {
  if (reader.Peek() != Kind::kExt) reader.Expected("datetime");
  Reader after = reader;
  const ExtView ext = after.ReadExt();
  std::uint64_t number = 0;
  for (const std::byte byte : ext.data.last(ext.data.size() < 8 ? ext.data.size() : 8)) {
    number = number << 8 | std::to_integer<std::uint64_t>(byte);
  }
  Timestamp time;
  if (ext.type == kTimestampExt && ext.data.size() == 4) {
    time.seconds = static_cast<std::int64_t>(number);
  } else if (ext.type == kTimestampExt && ext.data.size() == 8) {
    time.seconds = static_cast<std::int64_t>(number & ((std::uint64_t{1} << 34) - 1));
    time.nanoseconds = static_cast<std::uint32_t>(number >> 34);
  } else if (ext.type == kTimestampExt && ext.data.size() == 12) {
    time.seconds = static_cast<std::int64_t>(number);
    for (const std::byte byte : ext.data.first(4)) {
      time.nanoseconds = time.nanoseconds << 8 | std::to_integer<std::uint32_t>(byte);
    }
  } else {
    reader.Expected("datetime");
  }
  if (time.nanoseconds >= kSecond) {
    throw CodecError(Fault::kValue, "a timestamp with " + std::to_string(time.nanoseconds) +
                                        " nanoseconds; they are 0 to 999999999");
  }
  reader = after;
  return time;
}

void WriteTimestamp(Writer& writer, const Timestamp& time) {
  if (time.seconds < kYear1 || time.seconds > kYear9999) {
    throw CodecError(Fault::kOverflow, "a time " + std::to_string(time.seconds) +
                                           " s from 1970 is beyond the years 1 to 9999");
  }
  std::array<std::byte, 12> data{};
  const auto seconds = static_cast<std::uint64_t>(time.seconds);
  const auto store = [&data](std::size_t at, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      data.at(at + i) = static_cast<std::byte>(value >> 8 * (size - 1 - i));
    }
  };
  std::size_t size = 12;
  if (seconds >> 34 != 0) {
    store(0, time.nanoseconds, 4);
    store(4, seconds, 8);
  } else if (time.nanoseconds != 0 || seconds >> 32 != 0) {
    size = 8;
    store(0, std::uint64_t{time.nanoseconds} << 34 | seconds, 8);
  } else {
    size = 4;
    store(0, seconds, 4);
  }
  writer.WriteExt(kTimestampExt, std::span(data).first(size));
}

std::int64_t CountOf(const Timestamp& time, const TimeUnit& unit) {
  return Count(time, unit, kRounded);
}

std::int64_t CountOf(double seconds, const TimeUnit& unit) {
  if (std::abs(seconds) >= 0x1p63) RefuseRange(unit);
  // A double of many years says no microseconds.
  const double precision = std::abs(seconds) * std::numeric_limits<double>::epsilon() * kSecond;
  return Count(TimestampOf(seconds), unit, kRounded + precision);
}

Timestamp TimestampOf(std::int64_t count, const TimeUnit& unit) {
  const bool is_unsigned = unit.least == 0;
  const Wide counted = is_unsigned ? Wide{static_cast<std::uint64_t>(count)} : Wide{count};
  // Whole seconds first: nanoseconds of as many years would not fit.
  const Wide scaled = counted * unit.num;
  const Wide seconds = Floor(scaled, unit.den);
  if (seconds < INT64_MIN || seconds > INT64_MAX) {
    throw CodecError(Fault::kOverflow, "a time beyond 64 bits of seconds");
  }
  const Wide nanoseconds = (scaled - seconds * unit.den) * kSecond / unit.den;
  return {static_cast<std::int64_t>(seconds), static_cast<std::uint32_t>(nanoseconds)};
}

Timestamp TimestampOf(double seconds) {
  if (!(std::abs(seconds) < 0x1p63)) {
    throw CodecError(Fault::kValue, std::to_string(seconds) + " s are no time");
  }
  double whole = std::floor(seconds);
  double nanoseconds = std::round((seconds - whole) * static_cast<double>(kSecond));
  if (nanoseconds >= static_cast<double>(kSecond)) {
    whole += 1;
    nanoseconds = 0;
  }
  return {static_cast<std::int64_t>(whole), static_cast<std::uint32_t>(nanoseconds)};
}

}  // namespace goray::wire
