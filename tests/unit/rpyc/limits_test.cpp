// SPDX-License-Identifier: Apache-2.0
/// Each limit of rpyc/base/limits.h at the limit and one beyond, as far as it takes no server;
/// tests/rpyc/test_limits.py has the others.
#include "rpyc/base/limits.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <cstring>

#include "deflate.h"
#include "hex.h"
#include "rpyc/base/text.h"
#include "rpyc/conversion/array.h"
#include "rpyc/conversion/check.h"
#include "rpyc/conversion/json.h"
#include "rpyc/conversion/pack.h"
#include "rpyc/protocol/box.h"
#include "rpyc/protocol/frame.h"

namespace goray::rpyc_bridge {
namespace {

std::optional<MessageBytes> Inflate(const std::string& compressed, std::size_t limit) {
  MessageBytes bytes = MakeMessageBytes(compressed.size());
  std::memcpy(bytes.data.get(), compressed.data(), compressed.size());
  return Inflation(std::move(bytes), limit).Continue(Deadline::Never());
}

template <typename Function>
std::string ErrorOf(Function&& function) {
  try {
    function();
    return "no error";
  } catch (const Failure& failure) {
    return failure.message;
  }
}

Session Classic() {
  Session session;
  session.helper.emplace();
  return session;
}

TEST(Limits, AMessageInflatesToTheLimit) {
  for (std::size_t size : {100, 1 << 20, (1 << 20) + 1, 5 << 20}) {
    std::string bytes = Deflate(std::string(size, 'x'));
    EXPECT_EQ(Inflate(bytes, size)->size, size);
    EXPECT_THROW(Inflate(bytes, size - 1), Failure);
  }
}

TEST(Limits, CompressionThatWasNotAgreed) {
  Limits limits{std::size_t{1} << 30, 256, false};
  EXPECT_EQ(InflatedBytes(limits, 1), kInflationAtLeast);
  EXPECT_EQ(InflatedBytes(limits, kInflationAtLeast), kInflationFactor * kInflationAtLeast);
  EXPECT_EQ(InflatedBytes({1000, 256, false}, 1), 1000);
  limits.compress = true;
  EXPECT_EQ(InflatedBytes(limits, 1), limits.frame_bytes);
}

TEST(Limits, InflatingStopsAtTheDeadlineAndGoesOn) {
  std::string text(10 << 20, 'x');
  std::string body = Deflate(text);
  FrameReader reader({std::size_t{1} << 30, 256, true});
  GatherBuffer frame;
  frame.BigEndian(static_cast<std::uint32_t>(body.size()));
  std::string bytes = frame.ToString() + '\1' + body + '\n';
  std::memcpy(reader.Space().data(), bytes.data(), bytes.size());
  reader.Filled(bytes.size());
  int looks = 0;
  std::optional<MessageBytes> message_bytes;
  while (!(message_bytes = reader.Next(Deadline::Now()))) {
    EXPECT_TRUE(reader.inflating());
    ++looks;
  }
  EXPECT_GE(looks, 10);
  EXPECT_EQ(message_bytes->view(), text);
}

TEST(Limits, MemoryOfACall) {
  Budget budget(std::size_t{10'000});
  EXPECT_NO_THROW(budget.Charge(10'000));
  EXPECT_EQ(ErrorOf([&] { budget.Charge(1); }),
            "the result of a call takes more than 10000 bytes of memory; raise max_message_bytes");
  EXPECT_EQ(CallMemory({1000, 256, false}), kCallMemoryAtLeast);
  EXPECT_EQ(CallMemory({std::size_t{1} << 30, 256, false}), std::size_t{8} << 30);
  EXPECT_EQ(CallMemory({SIZE_MAX, 256, false}), kCallMemoryFactor * kMaxFrameBytes);

  std::string nones = Bytes("15 00 00 10 00") + std::string(4096, '\0');  // 16 bytes each
  auto read = [&](std::size_t bytes) {
    Arena arena(std::make_shared<Budget>(bytes), Deadline::Never());
    BrineReader(nones, arena, 10).Read();
  };
  EXPECT_NO_THROW(read(17 * 4096));
  EXPECT_THROW(read(16 * 4096), Failure);
}

TEST(Limits, ValuesAreReadByTheDeadline) {
  std::string nones = Bytes("15 00 01 00 00") + std::string(1 << 16, '\0');
  Arena arena(std::make_shared<Budget>(Limits()), Deadline::Now());
  EXPECT_EQ(ErrorOf([&] { BrineReader(nones, arena, 10).Read(); }),
            "reading the answer took longer than 0 ms");
}

TEST(Limits, LabelsAndTagsAreTakenOffInPlace) {
  std::string list = Bytes("11 52 12 11 51 08 0a 6c 11 51 51 11 51 52");  // ("l", 1, 2), labelled
  Arena arena;
  Value boxed = BrineReader(list, arena, 10).Read();
  Value wire = Unbox(boxed, arena);
  EXPECT_EQ(wire.as.items, boxed.as.items[1].as.items);
  OwnedValue owner;
  Value value = Unpack(wire, nullptr, owner);
  EXPECT_EQ(value.as.items, wire.as.items + 1);
  EXPECT_EQ(ToJson(value, nullptr, Deadline::Never()), "[1, 2]");
}

TEST(Limits, DepthOfArguments) {
  Session session = Classic();
  auto nested = [&](unsigned depth) {
    Arena arena;
    std::vector<Value> values(depth + 1, MakeInt(1));
    for (unsigned i = 1; i <= depth; ++i) values[i] = MakeItems(RPYC_LIST, {&values[i - 1], 1});
    Pack(values[depth], session, arena);
  };
  EXPECT_NO_THROW(nested(kValueDepth));
  EXPECT_EQ(ErrorOf([&] { nested(kValueDepth + 1); }), "an argument is nested more than 100 deep");
}

TEST(Limits, DepthOfJson) {
  auto read = [](std::size_t depth) {
    Arena arena;
    FromJson(std::string(depth, '[') + std::string(depth, ']'), arena, "the text");
  };
  EXPECT_NO_THROW(read(kValueDepth));
  EXPECT_EQ(ErrorOf([&] { read(kValueDepth + 1); }), "the text is nested more than 100 deep");
  EXPECT_THROW(read(1'000'000), Failure);
  std::string argument = "[" + std::string(kValueDepth, '[') + std::string(kValueDepth, ']') + "]";
  EXPECT_NO_THROW(JsonArguments(argument, "{}"));
  EXPECT_THROW(JsonArguments("[" + argument + "]", "{}"), Failure);
}

TEST(Limits, RowsOfEmptyArrays) {
  std::array<std::int64_t, 3> shape = {std::int64_t{1} << 10, 0, std::int64_t{1} << 10};
  rpyc_array_t array{"|b1", shape.data(), nullptr, 0, 3};
  Value value{RPYC_ARRAY, 0, {.array = &array}};
  EXPECT_NO_THROW(CheckValue(value));
  ++shape[0];
  EXPECT_EQ(ErrorOf([&] { CheckValue(value); }),
            "an array of more than 64 dimensions, or an empty one of more than 1048576 rows");
  shape[0] = std::int64_t{1} << 62;
  EXPECT_THROW(CheckValue(value), Failure);
  EXPECT_THROW(ToJson(value, nullptr, Deadline::After(1)), Failure);
  shape[0] = 3;
  EXPECT_EQ(ToJson(value, nullptr, Deadline::Never()), "[[], [], []]");

  auto received = [](const char* rows) {  // ("a", "|b1", (rows, 0), b"")
    std::string bytes = Bytes("13 08 0a 61 08 0c 7c 62 31 11 16 07") + rows + Bytes("50 01");
    Arena arena;
    OwnedValue owner;
    Unpack(BrineReader(bytes, arena, 10).Read(), nullptr, owner);
  };
  EXPECT_NO_THROW(received("1048576"));
  EXPECT_THROW(received("1048577"), Failure);
}

TEST(Limits, DimensionsOfArrays) {
  std::vector<std::int64_t> shape(kArrayDimensions + 1, 1);
  char byte = 1;
  rpyc_array_t array{"|b1", shape.data(), &byte, 1, kArrayDimensions};
  Value value{RPYC_ARRAY, 0, {.array = &array}};
  EXPECT_NO_THROW(CheckValue(value));
  array.ndim = kArrayDimensions + 1;
  EXPECT_EQ(ErrorOf([&] { CheckValue(value); }),
            "an array of more than 64 dimensions, or an empty one of more than 1048576 rows");

  auto received = [](std::size_t dimensions) {
    std::string bytes = Bytes("13 08 0a 61 08 0c 7c 62 31 14") + static_cast<char>(dimensions) +
                        std::string(dimensions, '\x51') + "\x0a\x01";
    Arena arena;
    OwnedValue owner;
    Unpack(BrineReader(bytes, arena, 10).Read(), nullptr, owner);
  };
  EXPECT_NO_THROW(received(kArrayDimensions));
  EXPECT_THROW(received(kArrayDimensions + 1), Failure);
}

TEST(Limits, ExtentsOfArraysAreAsNumpyHasThem) {
  constexpr std::int64_t kBig = std::int64_t{1} << 62;
  EXPECT_EQ(ArrayBytes(std::array{kBig, std::int64_t{0}}, 1), 0u);
  EXPECT_EQ(ArrayBytes(std::array{std::int64_t{0}, kBig}, 2), std::nullopt);
  EXPECT_EQ(ArrayBytes(std::array{kBig, kBig, std::int64_t{0}}, 1), std::nullopt);
  EXPECT_EQ(ArrayBytes(std::array{std::int64_t{-1}, std::int64_t{0}}, 1), std::nullopt);
  EXPECT_EQ(ArrayBytes({}, 8), 8u);
}

TEST(Limits, DigitsOfInts) {
  auto write = [](const std::string& digits) {
    GatherBuffer output;
    WriteBrine(MakeText(RPYC_BIGINT, digits), output);
  };
  EXPECT_NO_THROW(write(std::string(kIntDigits, '9')));
  EXPECT_NO_THROW(write("-" + std::string(kIntDigits, '9')));
  EXPECT_EQ(ErrorOf([&] { write(std::string(kIntDigits + 1, '9')); }),
            "an int of 4301 digits cannot be sent; Python reads up to 4300");
  for (const char* text : {"", "-", "abc", "1_0", "+1", " 1", "1\n", "0x1"}) {
    EXPECT_EQ(ErrorOf([&] { write(text); }), "an int to be sent is not a decimal number") << text;
  }
}

TEST(Limits, IntsOfAServerAreJson) {
  auto read = [](const std::string& digits) {
    std::string bytes = "\x17" + Bytes("00 00 00") + static_cast<char>(digits.size()) + digits;
    Arena arena;
    return ToJson(BrineReader(bytes, arena, 10).Read(), nullptr, Deadline::Never());
  };
  EXPECT_EQ(read("99999999999999999999"), "99999999999999999999");
  EXPECT_EQ(read("-99999999999999999999"), "-99999999999999999999");
  EXPECT_EQ(read("0000000000000000000000000000000000000005"), "5");
  EXPECT_THROW(read("00000000000099999999999999999999"), Failure);
  EXPECT_THROW(read("-00000000000099999999999999999999"), Failure);
}

TEST(Limits, ValuesOfNoKindAndNullWithASizeAreRefused) {
  EXPECT_EQ(ErrorOf([] { CheckValue(MakeKind(99)); }), "a value of kind 99, which does not exist");
  EXPECT_THROW(CheckValue(MakeKind(kTheirObject)), Failure);
  EXPECT_THROW(CheckValue(MakeKind(kOurObject)), Failure);
  for (std::uint32_t kind : {RPYC_BIGINT, RPYC_STR, RPYC_BYTES, RPYC_LIST, RPYC_TUPLE, RPYC_SET,
                             RPYC_FROZENSET, RPYC_DICT}) {
    EXPECT_THROW(CheckValue({kind, 1, {.items = nullptr}}), Failure) << kind;
    EXPECT_NO_THROW(CheckValue({kind, 0, {.items = nullptr}})) << kind;
  }
  for (std::uint32_t kind : {RPYC_COMPLEX, RPYC_SLICE, RPYC_ARRAY, RPYC_OBJECT}) {
    EXPECT_THROW(CheckValue({kind, 0, {.items = nullptr}}), Failure) << kind;
  }
}

TEST(Texts, ControlCharactersAreEscaped) {
  EXPECT_EQ(Shown("a\tb\n\u00e9", 100), "a\tb\n\u00e9");
  EXPECT_EQ(Shown("x\x1b[2J\r\x7f", 100), "x\\x1b[2J\\x0d\\x7f");
  EXPECT_EQ(Shown(std::string_view("\0", 1), 100), "\\x00");
  EXPECT_EQ(Shown("\xc2\x9b", 100), "\\x9b");  // U+009B starts a sequence as ESC [ does
  EXPECT_EQ(Shown("\xff\xed\xa0\x80", 100), "\\xff\\xed\\xa0\\x80");
}

TEST(Texts, AreCutInTheMiddle) {
  EXPECT_EQ(Shown(std::string(100, 'a'), 100), std::string(100, 'a'));
  std::string cut = Shown("begin" + std::string(1'000'000, 'a') + "end", 100);
  EXPECT_LE(cut.size(), 100u);
  EXPECT_TRUE(cut.starts_with("begin") && cut.ends_with("end")) << cut;
  EXPECT_NE(cut.find("bytes left out"), std::string::npos);
  for (std::size_t bytes : {60, 99, 100, 101, 102, 1000}) {
    std::string wide;
    for (int i = 0; i < 1000; ++i) wide += "\u20ac\x1b";
    EXPECT_TRUE(IsUtf8(Shown(wide, bytes)));
    EXPECT_LE(Shown(wide, bytes).size(), bytes);
  }
}

TEST(Texts, LoneSurrogatesAreWrittenAsPythonDoes) {
  auto json = [](std::string_view text) {
    return ToJson(MakeStr(text), nullptr, Deadline::Never());
  };
  EXPECT_EQ(json("a\xed\xa0\x80"
                 "b\xed\xbf\xbf"),
            "\"a\\ud800b\\udfff\"");
  EXPECT_EQ(json("\xed\x95\x9c"), "\"\\ud55c\"");  // a letter that starts with the same byte
  EXPECT_EQ(json("\xed\xa0"), "\"\\ufffd\\ufffd\"");
  std::string big = std::string(65'535, 'x') + "\u20ac" + std::string(65'535, '\x80');
  EXPECT_EQ(json(big).substr(65'536, 6), "\\u20ac");
}

}  // namespace
}  // namespace goray::rpyc_bridge
