// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <ratio>

#include "codec_testing.h"

namespace goray::testing {
namespace {

using std::chrono::duration;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using Nanos = std::chrono::sys_time<nanoseconds>;

TEST(Duration, IsSeconds) {
  EXPECT_EQ(Pack(milliseconds(1500)), Pack(1.5));
  EXPECT_EQ(Pack(hours(-1)), Pack(-3600.0));
  EXPECT_EQ(Unpack<milliseconds>(Pack(1.5)), milliseconds(1500));
  EXPECT_EQ(Unpack<seconds>(Hex({7})), seconds(7));
  EXPECT_EQ(Unpack<duration<float>>(Pack(0.25)).count(), 0.25F);
}

TEST(Duration, OfAnyTicksSurvives) {
  for (const std::int64_t count : {0LL, 1LL, -1LL, 999'999'999LL, 1LL << 52, -(1LL << 52)}) {
    EXPECT_EQ(Unpack<nanoseconds>(Pack(nanoseconds(count))).count(), count);
  }
  using Frames = duration<int, std::ratio<1, 30>>;
  EXPECT_EQ(Unpack<Frames>(Pack(Frames(7))), Frames(7));
  EXPECT_EQ(Unpack<Frames>(Pack(0.033333)), Frames(1));  // as timedelta(seconds=1 / 30) has it
}

TEST(Duration, WithMoreThanCppCountsIsRefused) {
  EXPECT_EQ(Unpack<seconds>(Pack(0.9999999)), seconds(1));
  EXPECT_EQ(Failure<seconds>(Pack(-1.25)),
            "ValueError: expected a whole number of seconds, and 0.750000 s are left over");
  EXPECT_EQ(Failure<hours>(Pack(60.0)),
            "ValueError: expected a whole number of hours, and 60.000000 s are left over");
}

TEST(Duration, OutOfRangeIsRefused) {
  EXPECT_EQ(Failure<duration<std::uint8_t>>(Pack(-1.0)),
            "OverflowError: expected a time that C++ can count in seconds, from 0 to 255");
  EXPECT_EQ(Failure<duration<std::int8_t>>(Pack(128.0)),
            "OverflowError: expected a time that C++ can count in seconds, from -128 to 127");
  for (const double much : {1e10, -1e10, 1e300}) {
    EXPECT_EQ(Failure<nanoseconds>(Pack(much)).substr(0, 13), "OverflowError") << much;
  }
  EXPECT_EQ(Failure<seconds>(Pack(std::nan(""))), "ValueError: a duration is finite, got nan");
  EXPECT_THROW(Pack(milliseconds::max()), wire::CodecError);
  EXPECT_THROW(Pack(duration<double>(std::numeric_limits<double>::infinity())), wire::CodecError);
}

TEST(TimePoint, IsATimestamp) {
  EXPECT_EQ(Pack(sys_seconds(seconds(86400))), Hex({0xD6, 0xFF, 0, 1, 0x51, 0x80}));
  EXPECT_EQ(Pack(Nanos(nanoseconds(1))), Hex({0xD7, 0xFF, 0, 0, 0, 4, 0, 0, 0, 0}));
  EXPECT_EQ(Pack(Nanos(nanoseconds(-1))), Hex({0xC7, 12, 0xFF, 0x3B, 0x9A, 0xC9, 0xFF, 0xFF, 0xFF,
                                               0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
}

TEST(TimePoint, SurvivesInAllForms) {
  for (const std::int64_t count : {INT64_MIN, INT64_MIN + 1, -1'000'000'001L, -1L, 0L, 1L,
                                   4'294'967'296'000'000'000L, INT64_MAX}) {
    EXPECT_EQ(Unpack<Nanos>(Pack(Nanos(nanoseconds(count)))), Nanos(nanoseconds(count))) << count;
  }
  for (const std::int64_t count : {-62'135'596'800L, 253'402'300'799L, 17'179'869'184L}) {
    EXPECT_EQ(Unpack<sys_seconds>(Pack(sys_seconds(seconds(count)))), sys_seconds(seconds(count)));
  }
  using Real = std::chrono::sys_time<duration<double>>;
  for (const double count : {-0.5, 0.0, 1.25})
    EXPECT_EQ(Unpack<Real>(Pack(Real(duration<double>(count)))).time_since_epoch().count(), count);
}

TEST(TimePoint, RefusesOtherValues) {
  EXPECT_EQ(Failure<Nanos>(Hex({7})), "TypeError: expected datetime, got int");
  EXPECT_EQ(Failure<Nanos>(Hex({0xD6, 1, 0, 0, 0, 0})).substr(0, 29),
            "TypeError: expected datetime,");
  EXPECT_EQ(Failure<Nanos>(Hex({0xD4, 0xFF, 0})).substr(0, 29), "TypeError: expected datetime,");
  EXPECT_EQ(Failure<Nanos>(Hex({0xD7, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0})),
            "ValueError: a timestamp with 1069547520 nanoseconds; they are 0 to 999999999");
  EXPECT_EQ(Failure<sys_seconds>(Pack(Nanos(milliseconds(500)))),
            "ValueError: expected a whole number of seconds, and 0.500000 s are left over");
  EXPECT_EQ(Failure<Nanos>(Pack(sys_seconds(seconds(253'402'300'799)))).substr(0, 13),
            "OverflowError");
  EXPECT_THROW(Pack(sys_seconds::max()), wire::CodecError);
  EXPECT_THROW(Pack(std::chrono::sys_time<hours>::max()), wire::CodecError);
}

}  // namespace
}  // namespace goray::testing
