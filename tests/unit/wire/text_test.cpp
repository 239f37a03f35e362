// SPDX-License-Identifier: Apache-2.0
#include "wire/text.h"

#include <goray/wire/error.h>
#include <gtest/gtest.h>

#include <string>

namespace goray::testing {
namespace {

using wire::BoundedMessage;
using wire::Shown;

TEST(Shown, IsPrintableAndOnOneLine) {
  EXPECT_EQ(Shown("price"), "price");
  EXPECT_EQ(Shown(std::string("na\0me", 5)), "na\\x00me");
  EXPECT_EQ(Shown("a\nb\tc\rd\x1b[31m\x7f"), "a\\nb\\tc\\rd\\x1b[31m\\x7f");
  EXPECT_EQ(Shown("n\u00e9 \u4e2d \U0001F600"), "n\u00e9 \u4e2d \U0001F600");
  EXPECT_EQ(Shown("\u0085\u2028\u202e\u2066"), "\\x85\\u2028\\u202e\\u2066");
  EXPECT_EQ(Shown("\xff\xc3(\xed\xa0\x80\xe4"), "\\xff\\xc3(\\xed\\xa0\\x80\\xe4");
}

TEST(Shown, IsBounded) {
  EXPECT_EQ(Shown(std::string(200, 'x')), std::string(200, 'x'));
  EXPECT_EQ(Shown(std::string(201, 'x')), std::string(200, 'x') + "...");
  EXPECT_EQ(Shown("abc", 2), "ab...");
  EXPECT_EQ(Shown("a\u4e2d", 3), "a...");  // no half of a character
  EXPECT_LE(Shown(std::string(100'000'000, '\xff')).size(), 203U);
}

TEST(BoundedMessage, LosesItsMiddle) {
  EXPECT_EQ(BoundedMessage("one\ntwo\tthree\x1b"), "one\ntwo\tthree\\x1b");
  const std::string most(limits::kMessageSize, 'x');
  EXPECT_EQ(BoundedMessage(most), most);
  for (const char* piece : {"x", "\x01", "\u4e2d", "\xff"}) {
    std::string inner;
    while (inner.size() < 10'000) inner += piece;
    const std::string message = BoundedMessage("begin " + inner + " end");
    EXPECT_LE(message.size(), limits::kMessageSize) << piece;
    EXPECT_GE(message.size(), limits::kMessageSize / 2) << piece;
    EXPECT_TRUE(message.starts_with("begin ")) << piece;
    EXPECT_TRUE(message.ends_with(" end")) << piece;
    EXPECT_NE(message.find(" ... "), std::string::npos) << piece;
  }
}

TEST(ValuePath, ShowsItsBeginningAndItsEnd) {
  wire::ValuePath path;
  for (int i = 15; i >= 0; --i) path.AddIndex(static_cast<std::size_t>(i));
  EXPECT_EQ(path.Text(), "[0][1][2][3][4][5][6][7][8][9][10][11][12][13][14][15]");
  path.AddField("value");
  EXPECT_EQ(path.Text(), "value[0][1][2][3][4][5][6] ... [8][9][10][11][12][13][14][15]");
  path.AddField("outer");
  EXPECT_EQ(path.Text(), "outer.value[0][1][2][3][4][5] ... [8][9][10][11][12][13][14][15]");
}

TEST(ValuePath, ShowsStepsAsNames) {
  wire::ValuePath path;
  path.AddKey(std::string(1'000'000, 'k'));
  path.AddField(std::string("a\0b", 3));
  EXPECT_EQ(path.Text(), "a\\x00b[" + std::string(60, 'k') + "...]");
}

}  // namespace
}  // namespace goray::testing
