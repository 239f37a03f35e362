// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "codec_testing.h"

namespace goray::testing {
namespace {

const Octets kMessage = Hex({0xC4, 3, 0, 0xFF, 7});
const Octets kContent = Hex({0, 0xFF, 7});

TEST(Bytes, AreOneTypeOnTheWire) {
  EXPECT_EQ(Unpack<std::vector<std::byte>>(kMessage), kContent);
  EXPECT_EQ(Unpack<std::vector<std::uint8_t>>(kMessage), (std::vector<std::uint8_t>{0, 255, 7}));
  EXPECT_EQ(Pack(kContent), kMessage);
  EXPECT_EQ(Pack(std::vector<std::uint8_t>{0, 255, 7}), kMessage);
  EXPECT_EQ(Pack(Bytes(kContent)), kMessage);
}

TEST(Bytes, ViewsCopyNothing) {
  wire::Reader spans(kMessage);
  EXPECT_EQ(Codec<std::span<const std::byte>>::Read(spans).data(), kMessage.data() + 2);
  wire::Reader bytes(kMessage);
  EXPECT_EQ(Codec<Bytes>::Read(bytes).data(), kMessage.data() + 2);
}

TEST(Bytes, CopiesShareWhatTheyOwn) {
  Bytes copy;
  {
    const Bytes owner(kContent);
    copy = owner;
  }
  EXPECT_EQ(copy.ToVector(), kContent);
}

TEST(Bytes, RefuseText) {
  EXPECT_EQ(Failure<std::vector<std::byte>>(Hex({0xA1, 'a'})),
            "TypeError: expected bytes, got str");
  EXPECT_EQ(Failure<std::vector<std::byte>>(Hex({0x91, 1})), "TypeError: expected bytes, got list");
}

TEST(Bytes, EmptyIsABytesToo) {
  EXPECT_TRUE(Unpack<std::vector<std::byte>>(Hex({0xC4, 0})).empty());
}

}  // namespace
}  // namespace goray::testing
