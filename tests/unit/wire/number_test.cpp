// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "codec_testing.h"

namespace goray::testing {
namespace {

template <typename T>
class IntegerTest : public ::testing::Test {};
using Integers =
    ::testing::Types<std::int8_t, std::int16_t, std::int32_t, std::int64_t, std::uint8_t,
                     std::uint16_t, std::uint32_t, std::uint64_t, long long, unsigned long long>;
TYPED_TEST_SUITE(IntegerTest, Integers);

TYPED_TEST(IntegerTest, KeepsItsLimits) {
  using Limits = std::numeric_limits<TypeParam>;
  for (const TypeParam value :
       {Limits::min(), TypeParam{0}, TypeParam{1}, TypeParam{127}, Limits::max()}) {
    EXPECT_EQ(Unpack<TypeParam>(Pack(value)), value);
  }
}

TEST(Integer, OnePastItsLimitIsAnOverflow) {
  EXPECT_EQ(Failure<std::int8_t>(Pack(128)),
            "OverflowError: expected an integer from -128 to 127, got 128");
  EXPECT_EQ(Failure<std::int8_t>(Pack(-129)),
            "OverflowError: expected an integer from -128 to 127, got -129");
  EXPECT_EQ(Failure<std::uint8_t>(Pack(-1)),
            "OverflowError: expected an integer from 0 to 255, got -1");
  EXPECT_EQ(Failure<std::uint32_t>(Pack(1LL << 32)),
            "OverflowError: expected an integer from 0 to 4294967295, got 4294967296");
  EXPECT_EQ(Failure<std::int64_t>(Pack(1ULL << 63)),
            "OverflowError: expected an integer from -9223372036854775808 to 9223372036854775807, "
            "got 9223372036854775808");
  EXPECT_EQ(Failure<std::uint64_t>(Pack(-1)),
            "OverflowError: expected an integer from 0 to 18446744073709551615, got -1");
}

TEST(Integer, ReadsEveryWidth) {
  EXPECT_EQ(Unpack<int>(Hex({0xD3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE})), -2);
  EXPECT_EQ(Unpack<int>(Hex({0xD2, 0xFF, 0xFF, 0xFF, 0xFE})), -2);
  EXPECT_EQ(Unpack<int>(Hex({0xD1, 0xFF, 0xFE})), -2);
  EXPECT_EQ(Unpack<int>(Hex({0xD0, 0xFE})), -2);
  EXPECT_EQ(Unpack<int>(Hex({0xFE})), -2);
  EXPECT_EQ(Unpack<int>(Hex({0xCF, 0, 0, 0, 0, 0, 0, 0, 5})), 5);
  EXPECT_EQ(Unpack<std::int64_t>(Hex({0xCE, 0xFF, 0xFF, 0xFF, 0xFF})), 4294967295);
  EXPECT_EQ(Unpack<int>(Hex({0xCD, 1, 0})), 256);
  EXPECT_EQ(Unpack<int>(Hex({0xCC, 0xFF})), 255);
}

TEST(Integer, AcceptsABoolButNoFloat) {
  EXPECT_EQ(Unpack<int>(Pack(true)), 1);
  EXPECT_EQ(Failure<int>(Pack(1.0)), "TypeError: expected int, got float");
  EXPECT_EQ(Failure<int>(Hex({0xC0})), "TypeError: expected int, got None");
}

TEST(Bool, AcceptsNoInteger) {
  EXPECT_TRUE(Unpack<bool>(Hex({0xC3})));
  EXPECT_FALSE(Unpack<bool>(Hex({0xC2})));
  EXPECT_EQ(Failure<bool>(Pack(1)), "TypeError: expected bool, got int");
}

TEST(Double, KeepsWhatIsSpecial) {
  EXPECT_TRUE(std::isnan(Unpack<double>(Pack(std::numeric_limits<double>::quiet_NaN()))));
  EXPECT_EQ(Unpack<double>(Pack(-std::numeric_limits<double>::infinity())),
            -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::signbit(Unpack<double>(Pack(-0.0))));
  EXPECT_EQ(Unpack<double>(Pack(0x1p-1074)), 0x1p-1074);
}

TEST(Double, IsNeverPackedAsAnInteger) {
  EXPECT_EQ(Pack(1.0), Hex({0xCB, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(Pack(1.0F), Hex({0xCA, 0x3F, 0x80, 0, 0}));
}

TEST(Double, AcceptsAnInteger) {
  EXPECT_EQ(Unpack<double>(Pack(-3)), -3.0);
  EXPECT_EQ(Unpack<double>(Pack((1LL << 53) - 1)), 9007199254740991.0);
  EXPECT_EQ(Unpack<double>(Pack(~0ULL)), 18446744073709551616.0);
  EXPECT_EQ(Failure<double>(Pack(std::string("1"))), "TypeError: expected float, got str");
}

TEST(Float, RefusesWhatIsTooLarge) {
  EXPECT_EQ(Unpack<float>(Pack(0.5)), 0.5F);
  EXPECT_TRUE(std::isinf(Unpack<float>(Pack(std::numeric_limits<double>::infinity()))));
  EXPECT_EQ(Failure<float>(Pack(1e39)).substr(0, 46),
            "OverflowError: expected a 32-bit float, got 99");
}

}  // namespace
}  // namespace goray::testing
