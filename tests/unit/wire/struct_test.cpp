// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>

#include "codec_testing.h"

namespace goray::testing {
namespace {

enum class Color { kRed, kGreen = 5 };
enum class Access : std::uint8_t { kNone = 0, kRead = 1, kWrite = 2, kAll = 0x83 };
struct Base {
  int id = 0;
};
struct Order : Base {
  double price = 1.5;
  std::optional<std::string> note;
  Color color = Color::kRed;
  std::vector<Order> parts;
  std::unique_ptr<Order> parent;
};
struct Nothing {};
struct Link {
  std::shared_ptr<Link> next;
};

}  // namespace
}  // namespace goray::testing

using goray::testing::Access;
using goray::testing::Base;
using goray::testing::Color;
using goray::testing::Link;
using goray::testing::Nothing;
using goray::testing::Order;

template <>
struct goray::Codec<Color> : goray::EnumCodec<Color> {
  static constexpr std::string_view kName = "Color";
  static constexpr std::array<goray::Enumerator<Color>, 2> kEnumerators{
      {{"RED", Color::kRed}, {"GREEN", Color::kGreen}}};
};
template <>
struct goray::Codec<Access> : goray::FlagsCodec<Access> {
  static constexpr std::string_view kName = "Access";
  static constexpr std::array<goray::Enumerator<Access>, 4> kEnumerators{{{"NONE", Access::kNone},
                                                                          {"READ", Access::kRead},
                                                                          {"WRITE", Access::kWrite},
                                                                          {"ALL", Access::kAll}}};
};
template <>
struct goray::Codec<Order> : goray::StructCodec<Order> {
  static constexpr std::string_view kName = "Order";
  static constexpr std::tuple kFields{
      goray::Required("id", &Order::id),       goray::Optional("price", &Order::price),
      goray::Optional("note", &Order::note),   goray::Optional("color", &Order::color),
      goray::Optional("parts", &Order::parts), goray::Optional("parent", &Order::parent),
  };
};
template <>
struct goray::Codec<Link> : goray::StructCodec<Link> {
  static constexpr std::string_view kName = "Link";
  static constexpr std::tuple kFields{goray::Optional("next", &Link::next)};
};
template <>
struct goray::Codec<Nothing> : goray::StructCodec<Nothing> {
  static constexpr std::string_view kName = "Nothing";
  static constexpr std::tuple kFields{};
};

namespace goray::testing {
namespace {

using Dict = std::map<std::string, Any>;

TEST(Struct, RoundTripsWithBasesAndItself) {
  Order order;
  order.id = 7;
  order.color = Color::kGreen;
  order.parts.resize(2);
  order.parts[1].note = "n";
  order.parent = std::make_unique<Order>();
  const Order copy = Unpack<Order>(Pack(order));
  EXPECT_EQ(copy.id, 7);
  EXPECT_EQ(copy.color, Color::kGreen);
  EXPECT_EQ(copy.parts.at(1).note, "n");
  EXPECT_EQ(copy.parent->parent, nullptr);
}

TEST(Struct, WhatIsOwnedTwiceIsWrittenTwiceAndACycleIsAnError) {
  const auto last = std::make_shared<Link>();
  const std::vector<Link> both = Unpack<std::vector<Link>>(Pack(std::vector<Link>{{last}, {last}}));
  EXPECT_NE(both.at(0).next, both.at(1).next);
  EXPECT_EQ(both.at(1).next->next, nullptr);
  last->next = last;
  EXPECT_THROW(Pack(*last), wire::CodecError);
  last->next = nullptr;
}

TEST(Struct, MissingFieldsKeepTheirDefaults) {
  const Order order = Unpack<Order>(Pack(Dict{{"id", 1}}));
  EXPECT_EQ(order.price, 1.5);
  EXPECT_EQ(order.note, std::nullopt);
}

TEST(Struct, ARequiredFieldMissingIsAnError) {
  EXPECT_EQ(Failure<Order>(Pack(Dict{{"price", 2}})), "TypeError: field 'id' of Order is missing");
}

TEST(Struct, AnUnknownFieldIsAnErrorWithAHint) {
  EXPECT_EQ(Failure<Order>(Pack(Dict{{"id", 1}, {"prise", 2}})),
            "TypeError: Order has no field 'prise'; did you mean 'price'?");
}

TEST(Struct, AFieldTwiceIsAnError) {
  EXPECT_EQ(Failure<Order>(Hex({0x82, 0xA2, 'i', 'd', 1, 0xA2, 'i', 'd', 2})),
            "ValueError id: the field occurs twice");
}

TEST(Struct, ErrorsNameThePath) {
  const Any part(Any::Map{{"id", "x"}});
  const Dict order{{"id", 1}, {"parts", Any(Any::List{Any(Any::Map{{"id", 1}}), part})}};
  EXPECT_EQ(Failure<Order>(Pack(order)), "TypeError parts[1].id: expected int, got str");
  EXPECT_EQ(Failure<Order>(Pack(std::string("x"))), "TypeError: expected dict, got str");
  EXPECT_EQ(Failure<Order>(Pack(std::vector<int>{})),
            "TypeError: expected dict, got list; of a NamedTuple pass its _asdict()");
}

TEST(Struct, MayBeEmpty) {
  EXPECT_EQ(Pack(Nothing()), Hex({0x80}));
  Unpack<Nothing>(Hex({0x80}));
}

TEST(Enum, IsItsNumber) {
  EXPECT_EQ(Pack(Color::kGreen), Hex({5}));
  EXPECT_EQ(Unpack<Color>(Hex({5})), Color::kGreen);
  EXPECT_EQ(Failure<Color>(Hex({0xA1, 'x'})),
            "TypeError: expected Color (RED = 0, GREEN = 5), got str");
  EXPECT_EQ(Failure<Color>(Hex({1})), "ValueError: 1 is not a value of Color (RED = 0, GREEN = 5)");
  EXPECT_THROW(Pack(static_cast<Color>(1)), wire::CodecError);
}

TEST(Flags, AnySetOfKnownBitsCrosses) {
  for (const int value : {0, 1, 3, 128, 129, 131}) {
    EXPECT_EQ(Unpack<Access>(Pack(value)), static_cast<Access>(value)) << value;
    EXPECT_EQ(Pack(static_cast<Access>(value)), Pack(value)) << value;
  }
}

TEST(Flags, OtherBitsAreErrorsBothWays) {
  const std::string text =
      "ValueError: 5 has bits that are none of Access (NONE = 0, READ = 1, WRITE = 2, ALL = 131)";
  EXPECT_EQ(Failure<Access>(Pack(5)), text);
  EXPECT_THROW(Pack(static_cast<Access>(5)), wire::CodecError);
  EXPECT_EQ(Failure<Access>(Pack(256)),
            "OverflowError: expected an integer from 0 to 255, got 256");
  EXPECT_EQ(Failure<Access>(Pack(std::string("READ"))),
            "TypeError: expected Access (NONE = 0, READ = 1, WRITE = 2, ALL = 131), got str");
}

}  // namespace
}  // namespace goray::testing
