// SPDX-License-Identifier: Apache-2.0
#include "rpyc/conversion/json.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace goray::rpyc_bridge {
namespace {

std::string ReadAndWritten(std::string_view json) {
  Arena arena;
  return ToJson(FromJson(json, arena, "json"), nullptr, Deadline::Never());
}

TEST(Json, KeepsWhatItReads) {
  for (const char* json : {"null", "true", "4.0", "-1", "9223372036854775808",
                           "123456789012345678901234567890", "1e+300", "\"a\\\"\\u00e9\"", "[]",
                           "[1, [2.5]]", "{}", "{\"a\": {\"b\": [1]}, \"c\": null}"}) {
    EXPECT_EQ(ReadAndWritten(json), json);
  }
}

TEST(Json, WritesWhatJsonHasNoFormFor) {
  std::array reals = {1.0, -2.0};
  EXPECT_EQ(ToJson({RPYC_FLOAT, 0, {.real = NAN}}, nullptr, Deadline::Never()), "\"NaN\"");
  EXPECT_EQ(ToJson({RPYC_FLOAT, 0, {.real = -INFINITY}}, nullptr, Deadline::Never()),
            "\"-Infinity\"");
  EXPECT_EQ(ToJson({RPYC_COMPLEX, 2, {.reals = reals.data()}}, nullptr, Deadline::Never()),
            "\"(1.0-2.0j)\"");
  for (auto [bytes, text] :
       {std::pair{"", "\"\""}, {"a", "\"YQ==\""}, {"ab", "\"YWI=\""}, {"abc", "\"YWJj\""}}) {
    EXPECT_EQ(ToJson(MakeText(RPYC_BYTES, bytes), nullptr, Deadline::Never()), text);
  }
}

TEST(Json, BytesAreAnObjectOfOneKey) {
  Arena arena;
  for (auto [text, bytes] : {std::pair{R"({"$bytes": ""})", ""},
                             {R"({"$bytes": "YQ=="})", "a"},
                             {R"({"$bytes": "YWI="})", "ab"},
                             {R"({"$bytes": "YWJj"})", "abc"}}) {
    Value value = FromJson(text, arena, "json");
    EXPECT_EQ(value.kind, RPYC_BYTES) << text;
    EXPECT_EQ(Text(value), bytes);
  }
  EXPECT_EQ(FromJson(R"({"$bytes": "YQ==", "b": 1})", arena, "json").kind, RPYC_DICT);
  for (const char* text : {"1", "\"YQ\"", "\"YQ=\"", "\"=YQ=\"", "\"YQ==\\n\"", "\" YQ=\"",
                           "\"Y-==\"", "\"\u00e9\"", "null"}) {
    EXPECT_THROW(FromJson(std::string(R"({"$bytes": )") + text + "}", arena, "json"), Failure)
        << text;
  }
}

TEST(Json, ErrorsNameTheText) {
  for (const char* json : {"", "[", "nul", "[1,]", "'a'", "NaN"}) {
    Arena arena;
    try {
      FromJson(json, arena, "args_json");
      FAIL() << json;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.message.find("args_json is not JSON"), 0u) << failure.message;
    }
  }
  EXPECT_THROW(JsonArguments("16", "{}"), Failure);
  EXPECT_THROW(JsonArguments("[]", "[]"), Failure);
}

}  // namespace
}  // namespace goray::rpyc_bridge
