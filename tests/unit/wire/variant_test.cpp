// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <complex>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "codec_testing.h"

namespace goray::testing {

struct Disc {
  double radius = 0;
};
struct Block {
  double side = 0;
  std::string label = "";
};
struct Nested;
using Inner = std::variant<std::vector<Nested>, std::pair<Nested, std::string>>;
struct Nested {
  std::shared_ptr<Inner> inner = nullptr;
};
enum class Mode { OFF, ON };
/// What cannot be copied, which leaves a variant without a value.
struct Fragile {
  Fragile() = default;
  Fragile(const Fragile&) { throw 1; }
  Fragile& operator=(const Fragile&) = default;
};

}  // namespace goray::testing

namespace goray {

template <>
struct Codec<testing::Disc> : StructCodec<testing::Disc> {
  static constexpr std::string_view kName = "Disc";
  static constexpr std::tuple kFields{Required("radius", &testing::Disc::radius)};
};
template <>
struct Codec<testing::Block> : StructCodec<testing::Block> {
  static constexpr std::string_view kName = "Block";
  static constexpr std::tuple kFields{Required("side", &testing::Block::side),
                                      Optional("label", &testing::Block::label)};
};
template <>
struct Codec<testing::Nested> : StructCodec<testing::Nested> {
  static constexpr std::string_view kName = "Nested";
  static constexpr std::tuple kFields{Optional("inner", &testing::Nested::inner)};
};
template <>
struct Codec<testing::Fragile> {
  static void Write(wire::Writer& writer, const testing::Fragile&) { writer.WriteNil(); }
};
template <>
struct Codec<testing::Mode> : EnumCodec<testing::Mode> {
  static constexpr std::string_view kName = "Mode";
  static constexpr std::array<Enumerator<testing::Mode>, 2> kEnumerators{
      {{"OFF", testing::Mode::OFF}, {"ON", testing::Mode::ON}}};
};

}  // namespace goray

namespace goray::testing {
namespace {

/// The position of the alternative that a value of type `T` is taken for.
template <typename Variant, typename T>
std::size_t IndexOf(const T& value) {
  return Unpack<Variant>(Pack(value)).index();
}

TEST(Variant, CrossesAsTheValue) {
  using V = std::variant<std::int64_t, std::string>;
  EXPECT_EQ(Pack(V(7)), Hex({7}));
  EXPECT_EQ(Pack(V("a")), Hex({0xA1, 'a'}));
  EXPECT_EQ(Unpack<V>(Hex({7})), V(7));
  EXPECT_EQ(Unpack<V>(Hex({0xA1, 'a'})), V("a"));
  EXPECT_EQ(Pack(std::variant<std::monostate, int>()), Hex({0xC0}));
}

TEST(Variant, OfScalarsGoesToTheNearest) {
  using V = std::variant<double, std::int64_t, bool, std::monostate, std::complex<float>>;
  EXPECT_EQ(IndexOf<V>(1.0), 0U);
  EXPECT_EQ(IndexOf<V>(1), 1U);
  EXPECT_EQ(IndexOf<V>(true), 2U);
  EXPECT_EQ(IndexOf<V>(std::monostate()), 3U);
  EXPECT_EQ(IndexOf<V>(std::complex<float>(1, 2)), 4U);
  using W = std::variant<std::string, double, Mode>;
  EXPECT_EQ(IndexOf<W>(1), 2U);
  EXPECT_EQ(IndexOf<W>(true), 2U);
  EXPECT_EQ((IndexOf<std::variant<std::string, double>>(1)), 1U);
  EXPECT_EQ((IndexOf<std::variant<std::int64_t, std::chrono::seconds>>(1.0)), 1U);
}

TEST(Variant, OfListsGoesByTheItems) {
  using V = std::variant<std::vector<std::string>, std::vector<double>, std::vector<std::int64_t>,
                         std::pair<int, std::string>>;
  EXPECT_EQ(IndexOf<V>(std::vector<std::string>{"a"}), 0U);
  EXPECT_EQ(IndexOf<V>(std::tuple(1, 2, 3)), 2U);
  EXPECT_EQ(IndexOf<V>(std::tuple(1, 2, 3.5)), 1U);
  EXPECT_EQ(IndexOf<V>(std::tuple(1, "a")), 3U);
  EXPECT_EQ(IndexOf<V>(std::tuple()), 0U) << "an empty list fits all, and is the first";
  using Deep = std::variant<std::vector<std::vector<int>>, std::vector<std::vector<std::string>>>;
  EXPECT_EQ(IndexOf<Deep>(std::tuple(std::tuple(), std::tuple(), std::tuple("a"))), 1U);
}

TEST(Variant, OfStructsGoesByTheFields) {
  using V = std::variant<Disc, Block>;
  EXPECT_EQ(IndexOf<V>(Disc{1}), 0U);
  EXPECT_EQ(IndexOf<V>(Block{1, "a"}), 1U);
  EXPECT_EQ(IndexOf<V>(std::map<std::string, double>{{"side", 1}}), 1U);
  EXPECT_EQ((IndexOf<std::variant<std::map<int, int>, Block>>(std::map<int, int>{{1, 1}})), 0U);
}

TEST(Variant, OfMapsGoesByKeysAndValues) {
  using V = std::variant<std::map<std::string, int>, std::map<int, int>,
                         std::map<std::string, std::string>>;
  EXPECT_EQ(IndexOf<V>(std::map<int, int>{{1, 1}}), 1U);
  EXPECT_EQ(IndexOf<V>(std::map<std::string, std::string>{{"a", "b"}}), 2U);
}

TEST(Variant, ThatAValueIsNoneOfSaysWhatThereIs) {
  EXPECT_EQ((Failure<std::variant<int, std::string, Block>>(Pack(1.5))),
            "TypeError: expected int, str or Block, got float");
  EXPECT_EQ((Failure<std::variant<std::vector<int>, std::map<std::string, Mode>,
                                  std::optional<std::string>>>(Pack(true))),
            "TypeError: expected list[int], dict[str, Mode] or str or None, got bool");
  EXPECT_EQ((Failure<std::variant<Disc, Block>>(Pack(std::map<std::string, int>{{"sdie", 1}}))),
            "TypeError: expected Disc or Block, got dict with the keys 'sdie'");
  EXPECT_EQ(
      (Failure<std::variant<std::vector<int>, std::vector<std::string>>>(Pack(std::vector{1.5}))),
      "TypeError: expected list[int] or list[str], got list with other items");
}

TEST(Variant, OfOneTypeThatMayBeMeantFailsAsThatTypeDoes) {
  using V = std::variant<std::int8_t, Block, std::vector<int>>;
  EXPECT_EQ(Failure<V>(Pack(128)), "OverflowError: expected an integer from -128 to 127, got 128");
  EXPECT_EQ(Failure<V>(Pack(std::map<std::string, int>{{"sdie", 1}})),
            "TypeError: Block has no field 'sdie'");
  EXPECT_EQ(Failure<V>(Pack(std::tuple(1, "a"))), "TypeError [1]: expected int, got str");
}

TEST(Variant, ThatLostItsValueIsRefused) {
  std::variant<int, Fragile> value = 1;
  const Fragile fragile;
  EXPECT_THROW(value.emplace<Fragile>(fragile), int);
  wire::Writer writer;
  EXPECT_THROW((Codec<std::variant<int, Fragile>>::Write(writer, value)), wire::CodecError);
}

/// `{"inner": [` as often as `depth` says, around nothing.
Octets NestedMessage(std::size_t depth) {
  Octets message;
  for (std::size_t i = 0; i < depth; ++i) {
    for (const std::byte byte : Hex({0x81, 0xA5, 'i', 'n', 'n', 'e', 'r', 0x91}))
      message.push_back(byte);
  }
  message.push_back(std::byte{0x80});
  return message;
}

TEST(Variant, InVariantsLooksAheadAsFarAsTheMessageAllows) {
  EXPECT_EQ(Failure<Nested>(NestedMessage(100)), "");
  EXPECT_NE(Failure<Nested>(NestedMessage(600)).find("nested deeper than 512 levels"),
            std::string::npos);
}

/// Lists in one another, which both alternatives look into at every level: without a bound 2 to the 40th looks.
struct Twofold;
using Both = std::variant<std::vector<Twofold>, std::pair<Twofold, Twofold>>;
struct Twofold {
  std::shared_ptr<Both> value;
};

}  // namespace
}  // namespace goray::testing

namespace goray {

/// As a struct's would be if values showed what their fields hold.
template <>
const wire::Shape& ShapeOf<testing::Twofold>() {
  return ShapeOf<testing::Both>();
}

template <>
struct Codec<testing::Twofold> {
  static testing::Twofold Read(wire::Reader& reader) {
    return {std::make_shared<testing::Both>(Codec<testing::Both>::Read(reader))};
  }
};

}  // namespace goray

namespace goray::testing {
namespace {

TEST(Variant, ThatLooksAgainAndAgainIsBounded) {
  Octets message;
  for (int i = 0; i < 40; ++i) message.push_back(std::byte{0x92});
  for (int i = 0; i < 41; ++i) message.push_back(std::byte{0x90});
  EXPECT_EQ(Failure<Twofold>(message),
            "ValueError: what this value is shows too deep inside of it");
}

TEST(Variant, OfALongListIsLookedAtOnce) {
  const std::vector<std::int64_t> numbers(1'000'000, 1);
  using V = std::variant<std::vector<std::int64_t>, std::vector<double>>;
  EXPECT_EQ(IndexOf<V>(numbers), 0U);
}

TEST(Variant, IsCutShortAnywhere) {
  using V = std::variant<Disc, Block, std::vector<int>, std::vector<std::string>>;
  for (const Octets& whole : {Pack(Block{1, "a"}), Pack(std::vector<std::string>{"a", "b"})}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_NE(Failure<V>(cut), "") << size;
    }
  }
}

}  // namespace
}  // namespace goray::testing
