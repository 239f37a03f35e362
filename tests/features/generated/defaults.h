// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Each kind of default argument. `InCpp` has what C++ makes of them.
#include <goray/goray.h>

#include <climits>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace defaults {

using namespace std::literals;

enum class Color : std::uint8_t { kNone, kRed = 1, kBlue = 4 };

constexpr int Twice(int n) { return 2 * n; }
inline int Chosen() {
  static const int chosen = 41;
  return chosen;
}
inline const std::string kName = "name";
struct Limits {
  static constexpr std::int64_t kMost = 1LL << 40;
  static inline int chosen = 5;
};
struct Word {
  operator std::string() const { return "word"; }  // NOLINT
};
#define DEFAULTS_PORT 0x1F90
constexpr std::string_view kWhere = __FILE__;

inline std::string Show(bool value) { return value ? "true" : "false"; }
inline std::string Show(Color value) { return "color " + std::to_string(static_cast<int>(value)); }
template <typename Number>
  requires std::is_arithmetic_v<Number>
std::string Show(Number value) {
  if constexpr (std::is_integral_v<Number>) return std::to_string(value);
  char text[64];
  std::snprintf(text, sizeof text, "%a", static_cast<double>(value));
  return text;
}
inline std::string Show(std::string_view value) {
  return std::to_string(value.size()) + ":" + std::string(value);
}
inline std::string Show(const std::string& value) { return Show(std::string_view(value)); }
template <typename Element>
std::string Show(const std::vector<Element>& list) {
  std::string text = "[";
  for (const Element& element : list) text += Show(element) + ";";
  return text + "]";
}
template <typename Value>
std::string Show(const std::optional<Value>& value) {
  return value ? "some " + Show(*value) : "none";
}
struct Point {
  int x = 1;
  int y = 2;
};
inline std::string Show(const Point& value) { return Show(value.x) + "/" + Show(value.y); }
inline std::string Show(const std::pair<int, bool>& value) {
  return Show(value.first) + "&" + Show(value.second);
}
inline std::string Show(const std::map<std::string, int>& map) {
  std::string text;
  for (const auto& [key, value] : map) text += key + "=" + Show(value) + ";";
  return text;
}
inline std::string Show(const std::vector<std::byte>& bytes) {
  return std::to_string(bytes.size()) + " bytes";
}
template <typename Value>
std::string Both(const Value& a, int b) {
  return Show(a) + " and " + std::to_string(b);
}

using OptionalText = std::optional<std::string>;
using OptionalList = std::optional<std::vector<int>>;
using Lists = std::vector<std::vector<std::string>>;

struct GORAY_TASKS Tasks {
  std::string Bool(bool a = true, int b = 0) const { return Both(a, b); }
  std::string BoolOfInt(bool a = 2, int b = 0) const { return Both(a, b); }
  std::string Int(int a = -3, int b = 0) const { return Both(a, b); }
  std::string Constant(int a = Twice(21), int b = 0) const { return Both(a, b); }
  std::string Macro(int a = DEFAULTS_PORT, int b = 0) const { return Both(a, b); }
  std::string IntMin(int a = INT_MIN, int b = 0) const { return Both(a, b); }
  std::string Int64Max(std::int64_t a = std::numeric_limits<std::int64_t>::max(), int b = 0) const {
    return Both(a, b);
  }
  std::string StaticMember(std::int64_t a = Limits::kMost, int b = 0) const { return Both(a, b); }
  std::string Variable(int a = Limits::chosen, int b = 0) const { return Both(a, b); }
  std::string Called(int a = Chosen(), int b = 0) const { return Both(a, b); }
  std::string Wrapped(std::uint32_t a = -1, int b = 0) const { return Both(a, b); }
  std::string Uint64(std::uint64_t a = ~0ull, int b = 0) const { return Both(a, b); }
  std::string Narrowed(int a = 3.99, int b = 0) const { return Both(a, b); }
  std::string Letter(std::int8_t a = 'a', int b = 0) const { return Both(a, b); }
  std::string Line(int a = __LINE__, int b = 0) const { return Both(a, b); }
  std::string Lambda(int a = [] { return 7; }(), int b = 0) const { return Both(a, b); }
  std::string Double(double a = 0.1, int b = 0) const { return Both(a, b); }
  std::string NegativeZero(double a = -0.0, int b = 0) const { return Both(a, b); }
  std::string IntAsDouble(double a = 7, int b = 0) const { return Both(a, b); }
  std::string Float(float a = 0.1, int b = 0) const { return Both(a, b); }
  std::string Infinity(double a = std::numeric_limits<double>::infinity(), int b = 0) const {
    return Both(a, b);
  }
  std::string NotANumber(double a = std::nan(""), int b = 0) const { return Both(a, b); }
  std::string Enumerator(Color a = Color::kBlue, int b = 0) const { return Both(a, b); }
  std::string FirstEnumerator(Color a = Color{}, int b = 0) const { return Both(a, b); }
  std::string NoEnumerator(Color a = Color{2}, int b = 0) const { return Both(a, b); }
  std::string Text(std::string a = "a\"\\\n\u00e9", int b = 0) const { return Both(a, b); }
  std::string EmptyText(std::string a = {}, int b = 0) const { return Both(a, b); }
  std::string Nul(std::string a = "abc\0def", int b = 0) const { return Both(a, b); }
  std::string Suffix(std::string a = "abc\0def"s, int b = 0) const { return Both(a, b); }
  std::string Counted(std::string a = std::string(3, 'x'), int b = 0) const { return Both(a, b); }
  std::string TextCopied(std::string a = kName, int b = 0) const { return Both(a, b); }
  std::string Converted(std::string a = Word{}, int b = 0) const { return Both(a, b); }
  std::string File(std::string a = __FILE__, int b = 0) const { return Both(a, b); }
  std::string View(std::string_view a = "abc\0def", int b = 0) const { return Both(a, b); }
  std::string ViewSuffix(std::string_view a = "abc\0def"sv, int b = 0) const { return Both(a, b); }
  std::string ViewOfFile(std::string_view a = kWhere, int b = 0) const { return Both(a, b); }
  std::string ReferredText(const std::string& a = "ref", int b = 0) const { return Both(a, b); }
  std::string ReferredNumber(const int& a = 6, int b = 0) const { return Both(a, b); }
  std::string Nothing(std::optional<int> a = std::nullopt, int b = 0) const { return Both(a, b); }
  std::string NothingInBraces(OptionalText a = {}, int b = 0) const { return Both(a, b); }
  std::string OptionalInt(std::optional<int> a = 3.7, int b = 0) const { return Both(a, b); }
  std::string OptionalNarrowed(std::optional<std::uint8_t> a = 300, int b = 0) const {
    return Both(a, b);
  }
  std::string OptionalDouble(std::optional<double> a = 30, int b = 0) const { return Both(a, b); }
  std::string OptionalBool(std::optional<bool> a = 0.5, int b = 0) const { return Both(a, b); }
  std::string OptionalEnum(std::optional<Color> a = Color{}, int b = 0) const { return Both(a, b); }
  std::string OptionalText_(OptionalText a = "abc\0def", int b = 0) const { return Both(a, b); }
  std::string OptionalEmptyText(OptionalText a = std::string(), int b = 0) const {
    return Both(a, b);
  }
  std::string OptionalNoList(OptionalList a = {}, int b = 0) const { return Both(a, b); }
  std::string OptionalEmptyList(OptionalList a = std::vector<int>{}, int b = 0) const {
    return Both(a, b);
  }
  std::string OptionalList_(OptionalList a = std::vector<int>{1, 2}, int b = 0) const {
    return Both(a, b);
  }
  std::string OptionalCopied(std::optional<int> a = std::optional<short>(4), int b = 0) const {
    return Both(a, b);
  }
  std::string List(std::vector<int> a = {1, 2}, int b = 0) const { return Both(a, b); }
  std::string EmptyList(std::vector<int> a = {}, int b = 0) const { return Both(a, b); }
  std::string SizedList(std::vector<int> a = std::vector<int>(2), int b = 0) const {
    return Both(a, b);
  }
  std::string NestedList(Lists a = {{"a", "b"}, {}}, int b = 0) const { return Both(a, b); }
  std::string Made(std::optional<int> a = std::make_optional(3), int b = 0) const {
    return Both(a, b);
  }
  std::string Struct(Point a = {.y = 5}, int b = 0) const { return Both(a, b); }
  std::string EmptyStruct(Point a = {}, int b = 0) const { return Both(a, b); }
  std::string OptionalStruct(std::optional<Point> a = Point{7, 8}, int b = 0) const {
    return Both(a, b);
  }
  std::string Pair(std::pair<int, bool> a = {3, true}, int b = 0) const { return Both(a, b); }
  std::string Map(const std::map<std::string, int>& a = {{"a", 1}}, int b = 0) const {
    return Both(a, b);
  }
  std::string Bytes(const std::vector<std::byte>& a = std::vector<std::byte>(2), int b = 0) const {
    return Both(a, b);
  }
  std::string OfEnumerator(int a = static_cast<int>(Color::kBlue), int b = 0) const {
    return Both(a, b);
  }
  /// What each of the others gives without arguments.
  std::map<std::string, std::string> InCpp() const {
    return {
        {"Made", Made()},
        {"Struct", Struct()},
        {"EmptyStruct", EmptyStruct()},
        {"OptionalStruct", OptionalStruct()},
        {"Pair", Pair()},
        {"Map", Map()},
        {"Bytes", Bytes()},
        {"OfEnumerator", OfEnumerator()},
        {"Bool", Bool()},
        {"BoolOfInt", BoolOfInt()},
        {"Int", Int()},
        {"Constant", Constant()},
        {"Macro", Macro()},
        {"IntMin", IntMin()},
        {"Int64Max", Int64Max()},
        {"StaticMember", StaticMember()},
        {"Variable", Variable()},
        {"Called", Called()},
        {"Wrapped", Wrapped()},
        {"Uint64", Uint64()},
        {"Narrowed", Narrowed()},
        {"Letter", Letter()},
        {"Line", Line()},
        {"Lambda", Lambda()},
        {"Double", Double()},
        {"NegativeZero", NegativeZero()},
        {"IntAsDouble", IntAsDouble()},
        {"Float", Float()},
        {"Infinity", Infinity()},
        {"NotANumber", NotANumber()},
        {"Enumerator", Enumerator()},
        {"FirstEnumerator", FirstEnumerator()},
        {"NoEnumerator", NoEnumerator()},
        {"Text", Text()},
        {"EmptyText", EmptyText()},
        {"Nul", Nul()},
        {"Suffix", Suffix()},
        {"Counted", Counted()},
        {"TextCopied", TextCopied()},
        {"Converted", Converted()},
        {"File", File()},
        {"View", View()},
        {"ViewSuffix", ViewSuffix()},
        {"ViewOfFile", ViewOfFile()},
        {"ReferredText", ReferredText()},
        {"ReferredNumber", ReferredNumber()},
        {"Nothing", Nothing()},
        {"NothingInBraces", NothingInBraces()},
        {"OptionalInt", OptionalInt()},
        {"OptionalNarrowed", OptionalNarrowed()},
        {"OptionalDouble", OptionalDouble()},
        {"OptionalBool", OptionalBool()},
        {"OptionalEnum", OptionalEnum()},
        {"OptionalText_", OptionalText_()},
        {"OptionalEmptyText", OptionalEmptyText()},
        {"OptionalNoList", OptionalNoList()},
        {"OptionalEmptyList", OptionalEmptyList()},
        {"OptionalList_", OptionalList_()},
        {"OptionalCopied", OptionalCopied()},
        {"List", List()},
        {"EmptyList", EmptyList()},
        {"SizedList", SizedList()},
        {"NestedList", NestedList()},
    };
  }
};

class Box {
 public:
  Box(OptionalText a, int b) : made_(Both(a, b)) {}
  std::string Made() const { return made_; }
  std::string Method(double a = -0.0, int b = 0) const { return Both(a, b); }

 private:
  std::string made_;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Box> NewBox(OptionalText a = "x\0y"s, int b = 0) const {
    return std::make_unique<Box>(std::move(a), b);
  }
};

}  // namespace defaults
