// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/brine.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "hex.h"
#include "rpyc/base/failure.h"
#include "rpyc/base/text.h"

namespace goray::rpyc_bridge {
namespace {

std::string Write(const Value& value) {
  GatherBuffer output;
  WriteBrine(value, output);
  return output.ToString();
}

std::string RoundTrip(const std::string& bytes) {
  Arena arena;
  BrineReader reader(bytes, arena, Limits().depth);
  Value value = reader.Read();
  EXPECT_EQ(reader.rest(), "");
  return Write(value);
}

TEST(Brine, ReadsAndWritesEveryTag) {
  for (const char* hex : {"00",
                          "03",
                          "04",
                          "05",
                          "06",
                          "01",
                          "02",
                          "20",
                          "50",
                          "ef",
                          "0a 61",
                          "0d 61 62 63 64",
                          "0e 05 6162636465",
                          "08 01",
                          "08 0a 61",
                          "08 0b c3a9",
                          "10 50",
                          "13 50 51 52 53",
                          "14 05 50 51 52 53 54",
                          "16 03 2d3439",
                          "16 03 313630",
                          "18 3ff8000000000000",
                          "18 7ff8000000000000",
                          "1b 3ff0000000000000 bff0000000000000",
                          "19 12 00 51 00",
                          "1a 11 51 52",
                          "16 14 3138343436373434303733373039353531363136"}) {
    EXPECT_EQ(RoundTrip(Bytes(hex)), Bytes(hex)) << hex;
  }
}

TEST(Brine, IntegersTakeTheShortestForm) {
  EXPECT_EQ(Write(MakeInt(-48)), Bytes("20"));
  EXPECT_EQ(Write(MakeInt(159)), Bytes("ef"));
  EXPECT_EQ(Write(MakeInt(-49)), Bytes("16 03 2d3439"));
  EXPECT_EQ(Write(MakeInt(160)), Bytes("16 03 313630"));
  EXPECT_EQ(Write(MakeInt(INT64_MIN)), Bytes("16 14") + "-9223372036854775808");
}

TEST(Brine, LengthsOnBothSidesOfTheirLimits) {
  for (std::size_t size : {255, 256, 5000}) {
    std::string bytes = Write(MakeText(RPYC_BYTES, std::string(size, 'x')));
    EXPECT_EQ(bytes.size(), size + (size < 256 ? 2 : 5));
    EXPECT_EQ(RoundTrip(bytes), bytes);
    std::vector<Value> items(size, MakeKind(RPYC_NONE));
    bytes = Write(MakeTuple(items));
    EXPECT_EQ(bytes.size(), size + (size < 256 ? 2 : 5));
    EXPECT_EQ(RoundTrip(bytes), bytes);
  }
}

TEST(Brine, MalformedInputIsAnError) {
  for (const char* hex : {"",
                          "07",
                          "09",
                          "1c",
                          "ff",
                          "0b 61",
                          "0f ffffffff 61",
                          "15 ffffffff 00",
                          "14 02 00",
                          "08 00",
                          "08 0a ff",
                          "08 0c eda080",
                          "08 0b c080",
                          "16 01 78",
                          "16 00",
                          "16 02 2d2d",
                          "17 ffffffff",
                          "18 00",
                          "19 11 00 00",
                          "19 00",
                          "1a 00",
                          "1b 00",
                          "10"}) {
    Arena arena;
    std::string bytes = Bytes(hex);
    EXPECT_THROW(BrineReader(bytes, arena, 10).Read(), Failure) << hex;
  }
}

TEST(Brine, DepthIsLimited) {
  auto nested = [](std::size_t depth) { return std::string(depth, '\x10') + '\0'; };
  Arena arena;
  EXPECT_NO_THROW(BrineReader(nested(10), arena, 10).Read());
  EXPECT_THROW(BrineReader(nested(11), arena, 10).Read(), Failure);
  EXPECT_THROW(BrineReader(nested(1'000'000), arena, Limits().depth).Read(), Failure);
}

TEST(Brine, RefusesToSendWhatIsNotUtf8) { EXPECT_THROW(Write(MakeStr("\xff")), Failure); }

TEST(Brine, BigPiecesAreNotCopied) {
  std::string big(100'000, 'x');
  GatherBuffer output;
  WriteBrine(MakeText(RPYC_BYTES, big), output);
  ASSERT_EQ(output.Pieces().size(), 2u);
  EXPECT_EQ(output.Pieces()[1].iov_base, big.data());
}

TEST(Utf8, AcceptsWhatUnicodeDoes) {
  for (const char* text : {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                           "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text));
  }
  for (const char* text :
       {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xc2", "\xe0\xa0", "\xe0\xa0\x7f"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

}  // namespace
}  // namespace goray::rpyc_bridge
