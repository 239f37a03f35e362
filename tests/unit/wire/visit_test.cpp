// SPDX-License-Identifier: Apache-2.0
// Reader::Visit, as a reader of any value uses it.
#include <gtest/gtest.h>

#include <random>

#include "codec_testing.h"

namespace goray::testing {
namespace {

// Tells what it reads as text.
struct Teller {
  wire::Reader& reader;

  std::string OnNil() const { return "nil"; }
  std::string OnBool(bool value) const { return value ? "true" : "false"; }
  std::string OnSigned(std::int64_t value) const { return "i" + std::to_string(value); }
  std::string OnUnsigned(std::uint64_t value) const { return "u" + std::to_string(value); }
  std::string OnFloat(double value) const { return "f" + std::to_string(value); }
  std::string OnString(std::string_view value) const { return "'" + std::string(value) + "'"; }
  std::string OnBytes(std::span<const std::byte> value) const {
    return "b" + std::to_string(value.size());
  }
  std::string OnExt(const wire::ExtView& ext) const {
    return "x" + std::to_string(ext.type) + ":" + std::to_string(ext.data.size());
  }
  std::string OnArray(std::size_t count) const { return Items("[", count); }
  std::string OnMap(std::size_t count) const { return Items("{", 2 * count); }

 private:
  std::string Items(std::string text, std::size_t count) const {
    wire::Nesting nesting(reader, count);
    for (; count > 0; --count) {
      nesting.Next();
      text += reader.Visit(*this) + " ";
    }
    return text;
  }
};

std::string Told(const Octets& message) {
  wire::Reader reader(message);
  try {
    return reader.Visit(Teller{reader});
  } catch (const wire::CodecError& error) {
    return error.reason();
  }
}

TEST(Visit, TellsEveryKind) {
  EXPECT_EQ(Told(Hex({0xC0})), "nil");
  EXPECT_EQ(Told(Hex({0x93, 0xC2, 0xC3, 0xC0})), "[false true nil ");
  EXPECT_EQ(Told(Hex({0x82, 1, 0xA1, 'a', 0xD9, 1, 'b', 0x90})), "{u1 'a' 'b' [ ");
  EXPECT_EQ(Told(Hex({0xC4, 2, 1, 2})), "b2");
  EXPECT_EQ(Told(Hex({0xD6, 80, 0, 0, 0, 0})), "x80:4");
  EXPECT_EQ(Told(Hex({0xC7, 3, 0xFF, 0, 0, 0})), "x-1:3");
  EXPECT_EQ(Told(Hex({0xCA, 0x3F, 0xC0, 0, 0})), "f1.500000");
  EXPECT_EQ(Told(Hex({0xCB, 0xBF, 0xE0, 0, 0, 0, 0, 0, 0})), "f-0.500000");
}

TEST(Visit, IntegersBelow0AreSignedTheOthersUnsigned) {
  EXPECT_EQ(Told(Hex({0x7F})), "u127");
  EXPECT_EQ(Told(Hex({0xE0})), "i-32");
  EXPECT_EQ(Told(Hex({0xD0, 0x80})), "i-128");
  EXPECT_EQ(Told(Hex({0xD1, 0, 5})), "u5");
  EXPECT_EQ(Told(Hex({0xD2, 0xFF, 0xFF, 0xFF, 0xFE})), "i-2");
  EXPECT_EQ(Told(Hex({0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})),
            "u18446744073709551615");
}

TEST(Visit, ErrorsNameTheByte) {
  EXPECT_EQ(Told({}), "the message ends too early: 1 bytes announced, 0 left, at byte 0");
  EXPECT_EQ(Told(Hex({0x92, 1, 0xC1})), "the tag 0xc1, which msgpack never uses, ends at byte 3");
  EXPECT_EQ(Told(Hex({0x91, 0xA5, 'a'})),
            "the message ends too early: 5 bytes announced, 1 left, at byte 2");
  EXPECT_EQ(Told(Hex({0xDC, 1, 0, 7})),
            "the message ends too early: 256 values announced, 1 bytes left, at byte 3");
  EXPECT_EQ(Told(Octets(514, std::byte{0x91})), "nested deeper than 512 levels at byte 513");
}

TEST(Visit, ContainersPromiseNoMoreThanThereIsTogether) {
  // Each list claims as many items as bytes are left: without a sum they would take 100 * 200.
  Octets message;
  for (int i = 0; i < 100; ++i) {
    for (const int byte : {0xDC, 0, 100}) message.push_back(static_cast<std::byte>(byte));
  }
  message.resize(600, std::byte{1});
  EXPECT_EQ(Told(message).substr(0, 64),
            "the message ends too early: 100 values announced, 582 bytes left");
}

TEST(Visit, ReadsWhatTheOtherMethodsRead) {
  std::mt19937 random(1);  // NOLINT: the same messages each time
  for (int i = 0; i < 20000; ++i) {
    Octets message(random() % 24);
    for (std::byte& byte : message) byte = static_cast<std::byte>(random());
    wire::Reader visited(message);
    wire::Reader skipped(message);
    const bool can_be_read = Told(message).find(" at byte ") == std::string::npos;
    try {
      skipped.Skip();
      visited.Visit(Teller{visited});
      EXPECT_TRUE(can_be_read);
      EXPECT_EQ(visited.Offset(), skipped.Offset());
    } catch (const wire::CodecError&) {
      EXPECT_FALSE(can_be_read);
    }
  }
}

}  // namespace
}  // namespace goray::testing
