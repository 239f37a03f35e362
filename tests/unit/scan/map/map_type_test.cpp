// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/unit/scan/scan_code.h"

namespace goray::scan {
namespace {

using model::Kind;
using model::Type;

struct Case {
  const char* name;
  const char* parameter;
  Kind kind;
  const char* cpp;
};

class MapTypeTest : public testing::TestWithParam<Case> {};

TEST_P(MapTypeTest, KindAndSpelling) {
  const Type type =
      TypeOf(GetParam().parameter, "enum class Color { RED }; struct Point { double x; };");
  EXPECT_EQ(type.kind, GetParam().kind);
  EXPECT_EQ(type.cpp, GetParam().cpp);
}

INSTANTIATE_TEST_SUITE_P(
    All, MapTypeTest,
    testing::Values(
        Case{"Bool", "bool", Kind::kBool, "bool"}, Case{"Int", "int", Kind::kInt, "int"},
        Case{"Int8", "std::int8_t", Kind::kInt, "signed char"},
        Case{"Uint64", "std::uint64_t", Kind::kInt, "unsigned long"},
        Case{"SizeT", "const std::size_t", Kind::kInt, "unsigned long"},
        Case{"LongLong", "long long&&", Kind::kInt, "long long"},
        Case{"Float", "float", Kind::kFloat, "float"},
        Case{"Double", "const double&", Kind::kFloat, "double"},
        Case{"String", "std::string", Kind::kString, "std::string"},
        Case{"StringRef", "const std::string&", Kind::kString, "std::string"},
        Case{"StringMove", "std::string&&", Kind::kString, "std::string"},
        Case{"StringView", "std::string_view", Kind::kString, "std::string_view"},
        Case{"VectorByte", "std::vector<std::byte>", Kind::kBytes, "std::vector<std::byte>"},
        Case{"VectorUint8", "std::vector<std::uint8_t>", Kind::kBytes,
             "std::vector<unsigned char>"},
        Case{"SpanByte", "std::span<const std::byte>", Kind::kBytes, "std::span<const std::byte>"},
        Case{"SpanOctet", "std::span<const std::uint8_t>", Kind::kBytes,
             "std::span<const unsigned char>"},
        Case{"SpanNumber", "std::span<const std::int64_t>", Kind::kList, "std::span<const long>"},
        Case{"Bytes", "const goray::Bytes&", Kind::kBytes, "::goray::Bytes"},
        Case{"Any", "const goray::Any&", Kind::kAny, "::goray::Any"},
        Case{"Args", "goray::Args", Kind::kArgs, "::goray::Args"},
        Case{"ArgsRef", "const goray::Args&", Kind::kArgs, "::goray::Args"},
        Case{"Enum", "Color", Kind::kEnum, "::Color"},
        Case{"Struct", "const Point&", Kind::kStruct, "::Point"},
        Case{"VectorBool", "std::vector<bool>", Kind::kList, "std::vector<bool>"},
        Case{"VectorStruct", "std::vector<Point>", Kind::kList, "std::vector<::Point>"},
        Case{"Map", "std::map<std::string, int>", Kind::kMap, "std::map<std::string, int>"},
        Case{"UnorderedMap", "std::unordered_map<int, Point>", Kind::kMap,
             "std::unordered_map<int, ::Point>"},
        Case{"OrderOfMap", "std::map<int, int, std::greater<int>>", Kind::kMap,
             "std::map<int, int, ::std::greater<int>>"},
        Case{"OrderOfSet", "std::set<std::pair<int, bool>, std::less<>>", Kind::kSet,
             "std::set<std::pair<int, bool>, ::std::less<void>>"},
        Case{"SpanOfTexts", "std::span<const std::string>", Kind::kList,
             "std::vector<std::string>"},
        Case{"Optional", "std::optional<double>", Kind::kOptional, "std::optional<double>"},
        Case{"Pair", "std::pair<int, bool>", Kind::kTuple, "std::pair<int, bool>"},
        Case{"Tuple", "std::tuple<int, std::string>", Kind::kTuple, "std::tuple<int, std::string>"},
        Case{"Array", "goray::NdArray<const long, 2>", Kind::kNdArray,
             "::goray::NdArray<const long, 2>"},
        Case{"WrittenSpan", "std::span<double>", Kind::kNdArray, "std::span<double>"},
        Case{"EmptyTuple", "std::tuple<>", Kind::kTuple, "std::tuple<>"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(MapTypeTest, IntegersHaveBitsAndSign) {
  const Type type = TypeOf("std::uint16_t");
  EXPECT_EQ(type.bits, 16);
  EXPECT_FALSE(type.is_signed);
  EXPECT_TRUE(TypeOf("short").is_signed);
}

TEST(MapTypeTest, ViewsAreTold) {
  EXPECT_TRUE(TypeOf("std::string_view").view);
  EXPECT_TRUE(TypeOf("std::span<const std::byte>").view);
  EXPECT_TRUE(TypeOf("std::span<const double>").view);
  EXPECT_FALSE(TypeOf("std::vector<double>").view);
  EXPECT_FALSE(TypeOf("const std::string&").view);
}

TEST(MapTypeTest, AliasesAreSeenThrough) {
  const Type type = TypeOf("Names", "using Name = std::string; using Names = std::vector<Name>;");
  EXPECT_EQ(type.cpp, "std::vector<std::string>");
}

TEST(MapTypeTest, NamesAreQualified) {
  const Type type =
      TypeOf("std::map<int, ::a::B::C>",
             "namespace a { inline namespace v1 { struct B { struct C { int x; }; }; } }");
  EXPECT_EQ(type.cpp, "std::map<int, ::a::B::C>");
  EXPECT_EQ(type.elements[1].name, "a::B::C");
}

struct Rejected {
  const char* name;
  const char* parameter;
  const char* code;
};

class RejectTypeTest : public testing::TestWithParam<Rejected> {};

TEST_P(RejectTypeTest, Code) {
  const std::string code =
      "struct GORAY_TASKS Tasks { void F(" + std::string(GetParam().parameter) + ") const; };";
  EXPECT_EQ(CodesOf(code), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    All, RejectTypeTest,
    testing::Values(Rejected{"NonConstReference", "int&", "GR1103"},
                    Rejected{"PointerInVector", "std::vector<int*>", "GR1201"},
                    Rejected{"PointerReference", "int* const&", "GR1201"},
                    Rejected{"ArrayReference", "const int (&values)[3]", "GR1202"},
                    Rejected{"FunctionReference", "void (&function)()", "GR1204"},
                    Rejected{"MemberPointer", "int std::string::* member", "GR1204"},
                    Rejected{"Char8", "char8_t", "GR1209"}, Rejected{"Byte", "std::byte", "GR1212"},
                    Rejected{"WideString", "std::wstring", "GR1212"},
                    Rejected{"MutableSpan", "std::span<std::byte>", "GR1212"},
                    Rejected{"FixedSpan", "std::span<const std::byte, 4>", "GR1212"},
                    Rejected{"ArrayOfStrings", "goray::NdArray<const std::string>", "GR1212"},
                    Rejected{"ArrayOfCharacters", "goray::NdArray<const char>", "GR1209"},
                    Rejected{"NestedWrittenSpan", "std::vector<std::span<double>>", "GR1105"},
                    Rejected{"BoolSpan", "std::span<const bool>", "GR1212"},
                    Rejected{"CharacterSpan", "std::span<const char>", "GR1209"},
                    Rejected{"WideSpan", "std::span<const long double>", "GR1210"},
                    Rejected{"NestedSpan", "std::vector<std::span<const double>>", "GR1105"},
                    Rejected{"OrderThatIsAPointer", "std::set<int, bool (*)(int, int)>", "GR1212"},
                    Rejected{"OrderThatIsEmpty", "std::set<int, std::function<bool(int, int)>>",
                             "GR1212"},
                    Rejected{"OptionalOfConst", "std::optional<const int>", "GR1218"},
                    Rejected{"MapKeyTuple", "std::map<std::tuple<int, double>, int>", "GR1211"},
                    Rejected{"SharedPtr", "std::shared_ptr<int>", "GR1216"},
                    Rejected{"UniquePtr", "std::unique_ptr<int>", "GR1216"},
                    Rejected{"ArgsReference", "goray::Args&", "GR1103"},
                    Rejected{"TwoBadParameters", "int*, char", "GR1201 GR1209"}),
    [](const auto& info) { return std::string(info.param.name); });

/// Of a parameter `parameter` of an app with classes and tasks.
std::string CodesOfObject(const std::string& parameter, const std::string& task) {
  return CodesOf(
      "class Base { int x; }; class Derived : public Base { int y; }; class Hidden : Base {};"
      "struct GORAY_TASKS Tasks { void F(" +
      parameter + ") const; " + task + " };");
}

TEST(MapTypeTest, AnObjectIsAReferenceIfSomethingGivesIt) {
  EXPECT_EQ(CodesOfObject("const Base&", ""), "GR1207");
  EXPECT_EQ(CodesOfObject("Base&", ""), "GR1103");
  EXPECT_EQ(CodesOfObject("const Base&", "void G(std::shared_ptr<Base>) const;"), "GR1207");
  EXPECT_EQ(CodesOfObject("const Base&", "std::shared_ptr<Base> G() const;"), "");
  EXPECT_EQ(CodesOfObject("Base&", "std::unique_ptr<Base> G() const;"), "");
  EXPECT_EQ(CodesOfObject("Base&", "std::vector<std::shared_ptr<const Base>> G() const;"), "");
  EXPECT_EQ(CodesOfObject("Base&", "std::shared_ptr<Derived> G() const;"), "");
  EXPECT_EQ(CodesOfObject("Base&", "std::shared_ptr<Hidden> G() const;"), "GR1103");
  EXPECT_EQ(CodesOfObject("Derived&", "std::shared_ptr<Base> G() const;"), "GR1103");
}

}  // namespace
}  // namespace goray::scan
