// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>

#include "codec_testing.h"

namespace goray::testing {
namespace {

using std::filesystem::path;

TEST(Path, IsText) {
  EXPECT_EQ(Pack(path("a/b")), Hex({0xA3, 'a', '/', 'b'}));
  for (const char* text : {"", "/", "a//b/../c/", "/\u00e9"})
    EXPECT_EQ(Unpack<path>(Pack(path(text))).native(), text);
}

TEST(Path, ThatIsNotUtf8IsRefusedBothWays) {
  EXPECT_EQ(Failure<path>(Hex({0xA2, 'a', 0xFF})), "ValueError: str is not UTF-8 at byte 1");
  EXPECT_THROW(Pack(path("a\xFF")), wire::CodecError);
}

TEST(Path, WithANulIsRefusedBothWays) {
  EXPECT_EQ(Failure<path>(Hex({0xA2, 'a', 0})), "ValueError: a path has no NUL character");
  EXPECT_THROW(Pack(path(std::string(1, '\0'))), wire::CodecError);
}

TEST(Path, RefusesBytes) {
  EXPECT_EQ(Failure<path>(Hex({0xC4, 1, 'a'})), "TypeError: expected str, got bytes");
}

}  // namespace
}  // namespace goray::testing
