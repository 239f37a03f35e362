// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "codec_testing.h"

namespace goray::testing {
namespace {

template <typename T>
void ExpectRoundTrip(const T& value) {
  EXPECT_EQ(Unpack<T>(Pack(value)), value);
}

TEST(Container, RoundTrips) {
  ExpectRoundTrip(std::vector<int>{});
  ExpectRoundTrip(std::vector<std::vector<double>>{{1.5}, {}, {-0.0, 2}});
  ExpectRoundTrip(std::vector<bool>{true, false, true});
  ExpectRoundTrip(std::vector<int>(70000, 7));
  ExpectRoundTrip(std::deque<std::string>{"a", ""});
  ExpectRoundTrip(std::list<std::vector<int>>{{}, {1}});
  ExpectRoundTrip(std::array<double, 2>{-0.0, 1.5});
  ExpectRoundTrip(std::array<std::string, 0>{});
  ExpectRoundTrip(std::set<std::string>{"b", "a"});
  ExpectRoundTrip(std::unordered_set<int>{-1, 1 << 30});
  ExpectRoundTrip(std::map<std::string, std::vector<double>>{{"a", {1}}, {"", {}}});
  ExpectRoundTrip(std::unordered_map<int, std::string>{{-1, "x"}, {1 << 30, "y"}});
  ExpectRoundTrip(std::map<bool, int>{{false, 0}, {true, 1}});
  ExpectRoundTrip(std::optional<int>{});
  ExpectRoundTrip(std::optional<int>{0});
  ExpectRoundTrip(std::tuple<int, std::string, std::vector<int>>{1, "b", {3}});
  ExpectRoundTrip(std::pair<int, double>{1, 2.5});
}

TEST(Container, OneByteIntegersMayBeBytes) {
  using Int8s = std::vector<std::int8_t>;
  ExpectRoundTrip(Int8s{-128, 0, 127});
  EXPECT_EQ(Unpack<Int8s>(Hex({0xC4, 2, 0x80, 0x7F})), (Int8s{-128, 127}));
  EXPECT_EQ(Unpack<Int8s>(Hex({0xC4, 0})), Int8s{});
  EXPECT_EQ(Failure<Int8s>(Hex({0xA1, 'x'})), "TypeError: expected list, got str");
}

TEST(Container, ASpanOfNumbersLivesAsLongAsItsArgument) {
  SpanArgument<double> read = Unpack<SpanArgument<double>>(Pack(std::vector<double>{1.5, 2}));
  const SpanArgument<double> moved = std::move(read);
  const std::span<const double> view = moved;
  EXPECT_EQ(std::vector<double>(view.begin(), view.end()), (std::vector<double>{1.5, 2}));
}

TEST(Container, ErrorsNameThePath) {
  using Matrix = std::vector<std::vector<int>>;
  EXPECT_EQ(Failure<Matrix>(Hex({0x92, 0x90, 0x92, 1, 0xC0})),
            "TypeError [1][1]: expected int, got None");
  using Series = std::map<std::string, std::vector<int>>;
  EXPECT_EQ(Failure<Series>(Hex({0x81, 0xA1, 'k', 0x91, 0xC3, 0xC3})),
            "ValueError: 1 bytes follow the value");
  EXPECT_EQ(Failure<Series>(Hex({0x81, 0xA1, 'k', 0x91, 0xC0})),
            "TypeError ['k'][0]: expected int, got None");
  using ById = std::map<int, bool>;
  EXPECT_EQ(Failure<ById>(Hex({0x81, 5, 6})), "TypeError [5]: expected bool, got int");
  using Pair = std::tuple<int, std::string>;
  EXPECT_EQ(Failure<std::vector<Pair>>(Hex({0x91, 0x92, 1, 2})),
            "TypeError [0][1]: expected str, got int");
}

TEST(Container, ErrorsOfResultsNameThePathToo) {
  try {
    Pack(std::map<std::string, std::vector<std::string>>{{"k", {"", "\xFF"}}});
    FAIL();
  } catch (const wire::CodecError& error) {
    EXPECT_EQ(error.path(), "['k'][1]");
  }
}

TEST(Map, AKeyTwiceIsAnError) {
  EXPECT_EQ((Failure<std::map<int, int>>(Hex({0x82, 1, 2, 1, 3}))),
            "ValueError [1]: the key occurs twice");
}

TEST(Array, ChecksItsLength) {
  EXPECT_EQ((Failure<std::array<int, 2>>(Hex({0x93, 1, 2, 3}))),
            "ValueError: expected a list of 2 items, got 3");
  EXPECT_EQ((Failure<std::vector<std::array<int, 1>>>(Hex({0x92, 0x91, 1, 0x90}))),
            "ValueError [1]: expected a list of 1 items, got 0");
  EXPECT_EQ((Failure<std::array<int, 2>>(Hex({0x92, 1, 0xC0}))),
            "TypeError [1]: expected int, got None");
}

TEST(Set, AnElementTwiceIsOne) {
  EXPECT_EQ(Unpack<std::set<int>>(Hex({0x93, 2, 1, 2})), (std::set<int>{1, 2}));
  EXPECT_EQ((Failure<std::unordered_set<int>>(Hex({0x92, 1, 0xC0}))),
            "TypeError [1]: expected int, got None");
}

TEST(Tuple, ChecksItsLength) {
  EXPECT_EQ((Failure<std::tuple<int, int>>(Hex({0x93, 1, 2, 3}))),
            "ValueError: expected a tuple of 2 items, got 3");
}

TEST(Optional, NoneIsNoZero) {
  EXPECT_EQ(Failure<int>(Hex({0xC0})), "TypeError: expected int, got None");
  EXPECT_EQ(Unpack<std::optional<int>>(Hex({0xC0})), std::nullopt);
}

TEST(UniquePtr, IsNoneOrTheValue) {
  EXPECT_EQ(Unpack<std::unique_ptr<int>>(Hex({0xC0})), nullptr);
  EXPECT_EQ(*Unpack<std::unique_ptr<int>>(Hex({5})), 5);
  EXPECT_EQ(Pack(std::make_unique<int>(5)), Hex({5}));
}

TEST(SharedPtr, IsNoneOrTheValue) {
  EXPECT_EQ(Unpack<std::shared_ptr<int>>(Hex({0xC0})), nullptr);
  EXPECT_EQ(*Unpack<std::shared_ptr<int>>(Hex({5})), 5);
  EXPECT_EQ(Pack(std::make_shared<int>(5)), Hex({5}));
  EXPECT_EQ(Pack(std::shared_ptr<int>()), Hex({0xC0}));
}

TEST(Values, SeveralAreReadOneByOneOrAsAList) {
  using Two = std::tuple<int, bool>;
  EXPECT_EQ(wire::ReadMessage<Two>(Hex({1, 0xC3})), Two(1, true));
  EXPECT_EQ(wire::ReadMessage<Two>(Hex({0x92, 1, 0xC3})), Two(1, true));
  EXPECT_EQ(wire::ReadMessage<std::tuple<int>>(Hex({0x91, 1})), std::tuple<int>(1));
  wire::ReadMessage<void>(Hex({0xC0}));
  wire::ReadMessage<void>(Octets());
  EXPECT_THROW(wire::ReadMessage<void>(Hex({1})), wire::CodecError);
}

}  // namespace
}  // namespace goray::testing
