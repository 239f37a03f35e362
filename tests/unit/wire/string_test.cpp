// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "codec_testing.h"

namespace goray::testing {
namespace {

using namespace std::string_literals;

TEST(String, KeepsNulAndEveryPlane) {
  for (const std::string& text :
       {""s, "a\0b"s, "\u00e9\u4e2d\U0001F600"s, std::string(70000, 'x')}) {
    EXPECT_EQ(Unpack<std::string>(Pack(text)), text);
  }
}

TEST(String, HeadersGrowWithTheLength) {
  EXPECT_EQ(Pack(std::string(31, 'x')).front(), std::byte{0xBF});
  EXPECT_EQ(Pack(std::string(32, 'x')).front(), std::byte{0xD9});
  EXPECT_EQ(Pack(std::string(256, 'x')).front(), std::byte{0xDA});
  EXPECT_EQ(Pack(std::string(65536, 'x')).front(), std::byte{0xDB});
}

TEST(String, WhatIsNotUtf8IsRefusedBothWays) {
  // a lone continuation, overlong, a surrogate, above U+10FFFF, cut short
  for (const std::string& text :
       {"\x80"s, "\xC0\xAF"s, "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xE4\xB8"s, "12345678\xFF"s}) {
    Octets message = Hex({static_cast<int>(0xA0 + text.size())});
    for (const char c : text) message.push_back(static_cast<std::byte>(c));
    EXPECT_NE(Failure<std::string>(message).find("ValueError: str is not UTF-8 at byte"),
              std::string::npos);
    EXPECT_THROW(Pack(text), wire::CodecError);
  }
}

TEST(String, ErrorNamesTheByte) {
  EXPECT_EQ(Failure<std::string>(Hex({0xA3, 'a', 'b', 0xFF})),
            "ValueError: str is not UTF-8 at byte 2");
}

TEST(StringView, PointsIntoTheMessage) {
  const Octets message = Pack("abc"s);
  wire::Reader reader(message);
  const std::string_view view = Codec<std::string_view>::Read(reader);
  EXPECT_EQ(static_cast<const void*>(view.data()), message.data() + 1);
}

TEST(String, RefusesBytes) {
  EXPECT_EQ(Failure<std::string>(Hex({0xC4, 1, 'a'})), "TypeError: expected str, got bytes");
}

}  // namespace
}  // namespace goray::testing
