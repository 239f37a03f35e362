// SPDX-License-Identifier: Apache-2.0
#include <goray/json.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "codec_testing.h"

namespace goray::testing {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

TEST(Json, EveryKindCrossesBothWays) {
  for (const char* text :
       {"null", "true", "-1", "0", "18446744073709551615", "-9223372036854775808", "1.5", "-0.0",
        "\"\"", "\"n\u00e9\\u0000\"", "[]", "{}", "[1,[2,{\"a\":null}]]", "{\"b\":1,\"a\":[{}]}"}) {
    const json value = json::parse(text);
    EXPECT_EQ(Unpack<json>(Pack(value)), value) << text;
    EXPECT_EQ(Unpack<json>(Pack(value)).dump(), value.dump()) << text;
  }
}

TEST(Json, OrderedKeepsTheOrder) {
  const auto value = ordered_json::parse(R"({"b": 1, "a": 2})");
  EXPECT_EQ(Unpack<ordered_json>(Pack(value)).dump(), R"({"b":1,"a":2})");
  EXPECT_EQ(Unpack<json>(Pack(value)).dump(), R"({"a":2,"b":1})");
}

TEST(Json, WhatJsonDoesNotHaveIsRefusedWithItsPlace) {
  EXPECT_EQ(Failure<json>(Hex({0xC4, 1, 'a'})), "TypeError: expected a JSON value, got bytes");
  EXPECT_EQ(Failure<json>(Hex({0x91, 0xD4, 5, 1})),
            "TypeError [0]: expected a JSON value, got ext type");
  EXPECT_EQ(Failure<json>(Pack(std::map<int, int>{{1, 2}})),
            "TypeError: expected str as a key of a JSON object, got int");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(Failure<json>(Pack(std::map<std::string, std::vector<double>>{{"a", {0, nan}}})),
            "ValueError ['a'][1]: JSON has no NaN");
  EXPECT_EQ(Failure<json>(Pack(-std::numeric_limits<double>::infinity())),
            "ValueError: JSON has no infinity");
  EXPECT_EQ(Failure<json>(Hex({0x82, 0xA1, 'a', 1, 0xA1, 'a', 2})),
            "ValueError ['a']: the key occurs twice");
  EXPECT_EQ(Failure<json>(Hex({0x91, 0xA1, 0xFF})), "ValueError [0]: str is not UTF-8 at byte 0");
}

std::string WriteFailure(const json& value) {
  try {
    Pack(value);
  } catch (const wire::CodecError& error) {
    return error.path() + ": " + error.reason();
  }
  return "";
}

TEST(Json, WhatCppHoldsBesidesJsonIsRefusedWithItsPlace) {
  EXPECT_EQ(WriteFailure({{"a", {1, json::binary({1})}}}),
            "['a'][1]: binary data is no JSON value");
  EXPECT_EQ(WriteFailure({{"a", std::nan("")}}), "['a']: JSON has no NaN");
  EXPECT_EQ(WriteFailure(json::parse("{", nullptr, false)), ": a discarded value is no JSON value");
  EXPECT_EQ(WriteFailure({{"a", "\xFF"}}).find("['a']: string is not UTF-8 at byte 0"), 0);
}

TEST(Json, DepthIsBounded) {
  json value = 0;
  for (std::size_t i = 0; i < limits::kDepth; ++i) value = json::array({std::move(value)});
  EXPECT_EQ(Unpack<json>(Pack(value)), value);
  value = json::array({std::move(value)});
  EXPECT_THROW(Pack(value), wire::CodecError);
  Octets message(limits::kDepth + 1, std::byte{0x91});
  message.push_back(std::byte{0});
  EXPECT_THROW(Unpack<json>(message), wire::CodecError);
}

TEST(CString, EndsWithANulAndHasNoneInside) {
  const auto text = Unpack<wire::CString>(Hex({0xA2, 'a', 'b'}));
  EXPECT_STREQ(text, "ab");
  EXPECT_EQ(Failure<wire::CString>(Hex({0xA2, 'a', 0})),
            "ValueError: text for a const char* has no NUL character");
  EXPECT_EQ(Failure<wire::CString>(Hex({0xC0})), "TypeError: expected str, got None");
}

}  // namespace
}  // namespace goray::testing
