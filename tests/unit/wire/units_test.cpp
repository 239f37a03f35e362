// SPDX-License-Identifier: Apache-2.0
#include "wire/units.h"

#include <gtest/gtest.h>

#include "codec_testing.h"

namespace goray::testing {
namespace {

Octets Units(std::initializer_list<Octets> units) {
  wire::Buffer buffer;
  for (const Octets& unit : units) wire::AppendUnit(buffer, unit);
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

TEST(Units, AreLengthAndData) {
  EXPECT_EQ(Units({Hex({7, 8})}), Hex({2, 0, 0, 0, 0, 0, 0, 0, 7, 8}));
}

TEST(Units, AreReadOneAfterAnother) {
  const Octets message = Units({Hex({1}), {}, Hex({2, 3})});
  wire::UnitReader reader(message);
  EXPECT_EQ(reader.Next().size(), 1U);
  EXPECT_EQ(reader.Next().size(), 0U);
  EXPECT_FALSE(reader.AtEnd());
  EXPECT_EQ(reader.Next().size(), 2U);
  EXPECT_TRUE(reader.AtEnd());
}

TEST(Units, ATruncatedOneIsAnErrorAtEveryByte) {
  const Octets message = Units({Hex({1, 2, 3})});
  for (std::size_t size = 0; size < message.size(); ++size) {
    wire::UnitReader reader({message.data(), size});
    EXPECT_THROW(reader.Next(), wire::CodecError) << size;
  }
}

TEST(Units, WildLengthsAreErrors) {
  for (const int high : {0x7F, 0x80, 0xFF}) {  // nearly 2^63, negative, -1
    const Octets message = Hex({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, high, 1});
    wire::UnitReader reader(message);
    EXPECT_THROW(reader.Next(), wire::CodecError) << high;
  }
}

}  // namespace
}  // namespace goray::testing
