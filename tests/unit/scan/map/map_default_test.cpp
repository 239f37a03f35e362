// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/scan/scan_code.h"

namespace goray::scan {
namespace {

struct Default {
  const char* name;
  const char* type;
  const char* text;
  const char* json;  ///< Empty: JSON cannot say it.
};

class MapDefaultTest : public testing::TestWithParam<Default> {
 protected:
  void Expect(const std::optional<model::Default>& actual) {
    ASSERT_TRUE(actual);
    EXPECT_EQ(actual->cpp, GetParam().text);
    EXPECT_EQ(actual->value ? actual->value->dump() : "", GetParam().json);
  }
};

const char* const kDeclarations =
    "enum class Color { RED, GREEN = 7 };\nconstexpr int kSix = 6;\nint Later();\n"
    "struct Point { double x = 0; };\n";

TEST_P(MapDefaultTest, OfParameter) {
  const std::string parameter = std::string(GetParam().type) + " p = " + GetParam().text;
  const auto interface = InterfaceOf(
      kDeclarations + ("struct GORAY_TASKS Tasks { void F(" + parameter + ") const; };"));
  Expect(interface.tasks.at(0).parameters.at(0).default_value);
}

TEST_P(MapDefaultTest, OfField) {
  if (std::string(GetParam().type) == "std::string_view") return;  // no field may be one
  const std::string field = std::string(GetParam().type) + " f = " + GetParam().text;
  const auto interface = InterfaceOf(kDeclarations + ("struct S { " + field + "; };") +
                                     "struct GORAY_TASKS Tasks { void F(const S& s) const; };");
  for (const model::Struct& node : interface.structs) {
    if (node.name == "S") Expect(node.fields.at(0).default_value);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, MapDefaultTest,
    testing::Values(
        Default{"Int", "int", "-3", "-3"}, Default{"Constant", "int", "kSix * 7", "42"},
        Default{"Braces", "int", "{}", "0"}, Default{"Bool", "bool", "true", "true"},
        Default{"Unsigned", "std::uint64_t", "~0ull", "18446744073709551615"},
        Default{"Double", "double", "1.5", "1.5"}, Default{"IntAsDouble", "double", "2", "2.0"},
        Default{"Infinity", "double", "__builtin_inf()", ""},
        Default{"Enum", "Color", "Color::GREEN", "7"}, Default{"Call", "int", "Later()", ""},
        Default{"String", "std::string", "\"a\\n\\u00e9\"", "\"a\\n\xc3\xa9\""},
        Default{"StringView", "std::string_view", "\"x\"", "\"x\""},
        Default{"StringCall", "std::string", "std::string(\"x\")", "\"x\""},
        Default{"StringCount", "std::string", "std::string(3, 'x')", ""},
        Default{"EmptyString", "std::string", "{}", "\"\""},
        Default{"NotUtf8", "std::string", "\"\\xff\"", ""},
        Default{"Nullopt", "std::optional<int>", "std::nullopt", "null"},
        Default{"EmptyOptional", "std::optional<int>", "{}", "null"},
        Default{"FullOptional", "std::optional<double>", "1.5", "1.5"},
        Default{"OptionalString", "std::optional<std::string>", "\"x\"", "\"x\""},
        Default{"EmptyList", "std::vector<int>", "{}", "[]"},
        Default{"List", "std::vector<int>", "{1, 2}", "[1,2]"},
        Default{"Sized", "std::vector<int>", "std::vector<int>(3)", ""},
        Default{"Strings", "std::vector<std::string>", "{\"a\", \"b\"}", "[\"a\",\"b\"]"},
        Default{"Struct", "Point", "{}", ""}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace goray::scan
