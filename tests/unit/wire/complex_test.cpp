// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <limits>

#include "codec_testing.h"

namespace goray::testing {
namespace {

using Complex = std::complex<double>;

TEST(Complex, IsTwoFloats) {
  EXPECT_EQ(Pack(std::complex<float>(1.5, 0)),
            Hex({0x92, 0xCA, 0x3F, 0xC0, 0, 0, 0xCA, 0, 0, 0, 0}));
  EXPECT_EQ(Unpack<Complex>(Pack(Complex(1.5, -2))), Complex(1.5, -2));
  EXPECT_EQ(Unpack<std::complex<float>>(Pack(Complex(1.5, -2))), std::complex<float>(1.5, -2));
  EXPECT_TRUE(std::signbit(Unpack<Complex>(Pack(Complex(0, -0.0))).imag()));
}

TEST(Complex, TakesRealNumbers) {
  EXPECT_EQ(Unpack<Complex>(Hex({7})), Complex(7, 0));
  EXPECT_EQ(Unpack<Complex>(Pack(0.5)), Complex(0.5, 0));
  EXPECT_EQ(Unpack<Complex>(Hex({0x92, 1, 2})), Complex(1, 2));
}

TEST(Complex, RefusesOtherValues) {
  EXPECT_EQ(Failure<Complex>(Hex({0xA1, 'i'})), "TypeError: expected complex, got str");
  EXPECT_EQ(Failure<Complex>(Hex({0xC0})), "TypeError: expected complex, got None");
  EXPECT_EQ(Failure<Complex>(Hex({0x91, 1})),
            "ValueError: expected the 2 parts of a complex, got 1");
  EXPECT_EQ(Failure<Complex>(Hex({0x92, 1, 0xC0})), "TypeError: expected float, got None");
  const auto large = Pack(Complex(0, std::numeric_limits<double>::max()));
  EXPECT_EQ(Failure<std::complex<float>>(large).substr(0, 39),
            "OverflowError: expected a 32-bit float,");
}

}  // namespace
}  // namespace goray::testing
