// SPDX-License-Identifier: Apache-2.0
#include "wire/suggest.h"

#include <gtest/gtest.h>

#include <array>

namespace goray::testing {
namespace {

constexpr std::array<std::string_view, 3> kKnown = {"Divide", "Hello", "price"};

TEST(DidYouMean, ProposesTheNearest) {
  EXPECT_EQ(wire::DidYouMean("Helo", kKnown), "; did you mean 'Hello'?");
  EXPECT_EQ(wire::DidYouMean("divide", kKnown), "; did you mean 'Divide'?");
  EXPECT_EQ(wire::DidYouMean("prise", kKnown), "; did you mean 'price'?");
}

TEST(DidYouMean, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(wire::DidYouMean("Multiply", kKnown), "");
  EXPECT_EQ(wire::DidYouMean("", kKnown), "");
  EXPECT_EQ(wire::DidYouMean(std::string(1000000, 'x'), kKnown), "");
}

}  // namespace
}  // namespace goray::testing
