// SPDX-License-Identifier: Apache-2.0
// What no honest writer sends.
#include <gtest/gtest.h>

#include <cstdint>
#include <list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "codec_testing.h"

namespace goray::testing {
namespace {

Any Sample() {
  return Any(Any::List{Any(),
                       true,
                       1,
                       200,
                       70000,
                       -1,
                       -200,
                       -70000,
                       1LL << 40,
                       -(1LL << 40),
                       1.5,
                       "text",
                       std::string(300, 'x'),
                       std::string(70000, 'y'),
                       Any(Hex({1, 2})),
                       Any(Octets(300)),
                       Any(Any::Map{{"k", Any(Any::List(20))}}),
                       Any(Any::Ext{1, Octets(1)}),
                       Any(Any::Ext{1, Octets(17)}),
                       Any(Any::Ext{1, Octets(300)}),
                       Any(Any::Ext{1, Octets(70000)})});
}

TEST(Hostile, ATruncatedMessageIsAnErrorAtEveryByte) {
  const Octets message = Pack(Sample());
  ASSERT_EQ(Unpack<Any>(message), Sample());
  for (std::size_t size = 1; size < message.size(); size += size < 2000 ? 1 : 997) {
    const Octets part(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(Failure<Any>(part).find("ValueError: the message ends too early: "), 0) << size;
    wire::Reader reader(part);
    EXPECT_THROW(reader.Skip(), wire::CodecError) << size;
  }
}

TEST(Hostile, ByteAfterTheValueIsAnError) {
  Octets message = Pack(Sample());
  message.push_back(std::byte{0});
  EXPECT_EQ(Failure<Any>(message), "ValueError: 1 bytes follow the value");
}

TEST(Hostile, HugeHeadersCostNothing) {
  for (const int head :
       {0xC6, 0xC9, 0xDB, 0xDD, 0xDF}) {  // bin, ext, str, array, map with 32-bit lengths
    const Octets message = Hex({head, 0xFF, 0xFF, 0xFF, 0xFF, 0});
    EXPECT_EQ(Failure<Any>(message).find("ValueError: the message ends too early: "), 0) << head;
    wire::Reader reader(message);
    EXPECT_THROW(reader.Skip(), wire::CodecError) << head;
  }
  EXPECT_NE(Failure<std::vector<std::string>>(Hex({0xDD, 0x80, 0, 0, 1})), "");
  EXPECT_NE((Failure<std::map<int, int>>(Hex({0xDF, 0x7F, 0xFF, 0xFF, 0xFF, 1, 1}))), "");
}

template <typename T>
void ExpectTooShort(int head, std::uint32_t length) {
  Octets message = Hex({head});
  for (int shift = 24; shift >= 0; shift -= 8)
    message.push_back(static_cast<std::byte>(length >> shift & 0xFFU));
  message.resize(message.size() + 3);
  EXPECT_EQ(Failure<T>(message).find("ValueError: the message ends too early: "), 0)
      << head << " " << length << ": " << Failure<T>(message);
}

TEST(Hostile, LengthsAroundThoseOfSignedAndUnsignedNumbersAreNotBelieved) {
  constexpr std::uint32_t kSign = 0x8000'0000U;
  for (const std::uint32_t length : {kSign - 1, kSign, kSign + 1, 0xFFFF'FFFEU, 0xFFFF'FFFFU}) {
    for (const int head : {0xC6, 0xC9, 0xDB, 0xDD, 0xDF}) ExpectTooShort<Any>(head, length);
    ExpectTooShort<std::string>(0xDB, length);
    ExpectTooShort<std::string_view>(0xDB, length);
    ExpectTooShort<std::vector<std::byte>>(0xC6, length);
    ExpectTooShort<std::vector<double>>(0xDD, length);
    ExpectTooShort<std::vector<std::int8_t>>(0xDD, length);
    ExpectTooShort<std::list<std::string>>(0xDD, length);
    ExpectTooShort<std::set<int>>(0xDD, length);
    ExpectTooShort<std::unordered_set<int>>(0xDD, length);
    ExpectTooShort<std::map<int, int>>(0xDF, length);
    ExpectTooShort<std::unordered_map<std::string, int>>(0xDF, length);
  }
}

TEST(Hostile, DepthIsLimited) {
  Octets message(512, std::byte{0x91});
  message.push_back(std::byte{0xC0});
  EXPECT_EQ(Failure<Any>(message), "");
  message.insert(message.begin(), std::byte{0x91});
  EXPECT_EQ(Failure<Any>(message), "ValueError: nested deeper than 512 levels at byte 513");
}

TEST(Hostile, DepthIsLimitedWhereValuesAreWritten) {
  Any value;
  for (int i = 0; i < limits::kDepth; ++i) value = Any(Any::List{value});
  EXPECT_EQ(Unpack<Any>(Pack(value)), value);
  EXPECT_THROW(Pack(Any(Any::List{value})), wire::CodecError);
  EXPECT_THROW(Pack(Any(Any::Map{{"k", value}})), wire::CodecError);
  EXPECT_THROW(Pack(std::vector<Any>{value}), wire::CodecError);
  EXPECT_THROW(Pack(std::map<int, Any>{{1, value}}), wire::CodecError);
  EXPECT_THROW(Pack(std::pair<int, Any>{1, value}), wire::CodecError);
}

TEST(Hostile, ReservedMemoryIsBoundedByTheMessage) {
  const Octets message(1000);
  wire::Reader reader(message);
  EXPECT_EQ(reader.TakeRoom(10, 40), 10U);
  EXPECT_EQ(reader.TakeRoom(1'000'000, 40), 390U);  // 16 bytes of memory for each byte
  EXPECT_EQ(reader.TakeRoom(1'000'000, 40), 0U);
}

TEST(Hostile, NamesInMessagesAreBounded) {
  const std::string name(1'000'000, 'x');
  using Nested = std::map<std::string, std::map<std::string, int>>;
  const std::map<std::string, std::map<std::string, std::string>> wrong{{name, {{name, "no"}}}};
  const std::string failure = Failure<Nested>(Pack(wrong));
  EXPECT_TRUE(failure.starts_with("TypeError ['xxx")) << failure;
  EXPECT_TRUE(failure.ends_with("xxx...]: expected int, got str")) << failure;
  EXPECT_LT(failure.size(), 200U);
}

TEST(Hostile, SkippingDeepNestingNeedsNoStack) {
  Octets message(5'000'000, std::byte{0x91});
  message.push_back(std::byte{0xC0});
  wire::Reader reader(message);
  reader.Skip();
  EXPECT_TRUE(reader.AtEnd());
}

TEST(Hostile, TheUnusedByteIsMalformed) {
  EXPECT_EQ(Failure<Any>(Hex({0xC1})),
            "ValueError: the tag 0xc1, which msgpack never uses, ends at byte 1");
}

}  // namespace
}  // namespace goray::testing
