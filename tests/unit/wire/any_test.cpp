// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "codec_testing.h"

namespace goray::testing {
namespace {

TEST(Any, KeepsEveryKind) {
  const Any value(Any::List{
      Any(),
      true,
      -1,
      ~0ULL,
      INT64_MIN,
      1.0,
      -0.5,
      "text",
      Any(Hex({1, 2})),
      Any(Any::Map{{"b", 1}, {2, Any(Any::List{})}}),
      Any(Any::Ext{-1, Hex({0, 0, 0, 1})}),
      Any(Any::Ext{5, Hex({1, 2, 3})}),
  });
  EXPECT_EQ(Unpack<Any>(Pack(value)), value);
}

TEST(Any, IntegersAreEqualWhateverTheirType) {
  EXPECT_EQ(Any(5U), Any(5L));
  EXPECT_NE(Any(5), Any(5.0));
  EXPECT_NE(Any(1), Any(true));
}

TEST(Any, TurnsIntoTypes) {
  const Any list(Any::List{1, 2});
  EXPECT_EQ(list.As<std::vector<int>>(), (std::vector<int>{1, 2}));
  EXPECT_EQ(list.list().at(1).As<double>(), 2.0);
  EXPECT_THROW(list.As<int>(), TypeError);
  EXPECT_THROW(Any(300).As<std::int8_t>(), OverflowError);
}

TEST(Args, AreOneList) {
  EXPECT_EQ(Pack(Args{1, "a"}), Hex({0x92, 1, 0xA1, 'a'}));
  EXPECT_EQ(Unpack<Args>(Hex({0x92, 1, 0xA1, 'a'})), (Args{1, "a"}));
}

TEST(Rethrow, TextNamesPlaceAndReason) {
  wire::CodecError error(wire::Fault::kType, "expected int, got str");
  error.AddField("price");
  error.AddIndex(3);
  error.AddField("orders");
  try {
    wire::Rethrow(error, "Sum() argument ");
    FAIL();
  } catch (const TypeError& thrown) {
    EXPECT_STREQ(thrown.what(), "Sum() argument 'orders[3].price': expected int, got str");
  }
}

}  // namespace
}  // namespace goray::testing
