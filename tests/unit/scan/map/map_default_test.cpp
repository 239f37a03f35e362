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
    "struct Point { double x = 0; };\nusing namespace std::literals;\n"
    "struct Word { operator std::string() const; operator int() const; };\n"
    "constexpr int Line(int line = __builtin_LINE()) { return line; }\n";

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
        Default{"Struct", "Point", "{}", ""},
        // What is made of the value that was written, as C++ converts it.
        Default{"Wrapped", "std::uint32_t", "-1", "4294967295"},
        Default{"Least", "std::int64_t", "(-9223372036854775807 - 1)", "-9223372036854775808"},
        Default{"Cut", "int", "3.7", "3"}, Default{"Letter", "std::int8_t", "'a'", "97"},
        Default{"BoolOfInt", "bool", "2", "true"},
        Default{"FloatOfDouble", "float", "0.1", "0.10000000149011612"},
        Default{"OptionalWrapped", "std::optional<std::uint8_t>", "300", "44"},
        Default{"OptionalCut", "std::optional<int>", "3.7", "3"},
        Default{"OptionalDoubleOfInt", "std::optional<double>", "30", "30.0"},
        Default{"OptionalBool", "std::optional<bool>", "0.5", "true"},
        Default{"OptionalTooLarge", "std::optional<std::uint8_t>", "1e10", ""},
        Default{"OptionalCopied", "std::optional<int>", "std::optional<int>(4)", "4"},
        Default{"OptionalOfOther", "std::optional<int>", "std::optional<short>(4)", ""},
        // Nothing, or something that is empty.
        Default{"OptionalNothing", "std::optional<std::string>", "{}", "null"},
        Default{"OptionalEmptyString", "std::optional<std::string>", "std::string()", "\"\""},
        Default{"OptionalEmptyList", "std::optional<std::vector<int>>", "std::vector<int>{}", "[]"},
        Default{"OptionalList", "std::optional<std::vector<int>>", "std::vector<int>{1}", "[1]"},
        Default{"OptionalFirst", "std::optional<Color>", "Color{}", "0"},
        Default{"ListOfLists", "std::vector<std::vector<int>>", "{{1}, {}}", "[[1],[]]"},
        // Text.
        Default{"Nul", "std::string", "\"abc\\0def\"", "\"abc\""},
        Default{"NulInView", "std::string_view", "\"abc\\0def\"", "\"abc\""},
        Default{"NulInOptional", "std::optional<std::string>", "\"abc\\0def\"", "\"abc\""},
        Default{"Suffix", "std::string", "\"a\\0b\"s", "\"a\\u0000b\""},
        Default{"SuffixOfView", "std::string_view", "\"a\\0b\"sv", "\"a\\u0000b\""},
        Default{"Letters", "std::string", "{'a', 'b'}", ""},
        // Left to C++: what a user's code makes, or what another place or compiler makes otherwise.
        Default{"Word", "std::string", "Word{}", ""}, Default{"Number", "int", "Word{}", ""},
        Default{"OptionalWord", "std::optional<std::string>", "Word{}", ""},
        Default{"File", "std::string", "__FILE__", ""},
        Default{"FileInText", "std::string", "\"in \" __FILE__", ""},
        Default{"LineMacro", "int", "__LINE__", ""}, Default{"Line", "int", "Line()", ""},
        Default{"Compiler", "int", "__GNUC__ * 2", ""},
        Default{"CompilerText", "std::string", "__VERSION__", ""},
        Default{"NotANumber", "double", "__builtin_nan(\"\")", ""}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace goray::scan
