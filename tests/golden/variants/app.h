// SPDX-License-Identifier: Apache-2.0
// Variants: the value itself crosses, and says which alternative it is.
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace variants {

enum class Color { RED = 1, BLUE = 7 };

struct Circle {
  double radius;
};
struct Square {
  double side;
  std::string label = "";
};
using Shape = std::variant<Circle, Square>;

/// What holds variants, and colors, which Python gets as enums.
struct Group {
  std::vector<Shape> shapes;
  std::variant<std::monostate, Color, std::string> tag = {};
};

/// A number, or more of these.
struct Tree {
  std::variant<std::int64_t, std::vector<Tree>> value;
};

using Number = std::variant<std::int64_t, double>;
using Anything =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::byte>,
                 std::vector<std::string>, std::map<std::string, std::int64_t>>;
using Numbers =
    std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>>;
using Scalar = std::variant<std::monostate, Color, std::chrono::milliseconds, std::filesystem::path,
                            std::chrono::sys_seconds>;
using Collection = std::variant<std::set<std::string>, std::pair<std::string, Color>, Group>;

struct GORAY_TASKS Tasks {
  /// `value` as it came.
  Number Same(Number value) const { return value; }
  /// The position of the alternative that `value` is.
  std::int64_t IndexOf(const Anything& value) const {
    return static_cast<std::int64_t>(value.index());
  }
  std::int64_t IndexOfNumbers(const Numbers& value) const {
    return static_cast<std::int64_t>(value.index());
  }
  std::int64_t IndexOfText(std::variant<std::string_view, bool> value) const {
    return static_cast<std::int64_t>(value.index());
  }
  std::int64_t IndexOfArray(
      const std::variant<goray::NdArray<const float>, goray::NdArray<const double>,
                         goray::NdArray<const double, 2>>& value) const {
    return static_cast<std::int64_t>(value.index());
  }
  double Area(const Shape& shape) const {
    if (const auto* circle = std::get_if<Circle>(&shape))
      return 3 * circle->radius * circle->radius;
    const double side = std::get<Square>(shape).side;
    return side * side;
  }
  Group Regroup(const Group& group) const { return group; }
  Tree Graft(const Tree& tree) const { return {std::vector<Tree>{tree, Tree{1}}}; }
  /// One of each alternative, by its position.
  Scalar MakeScalar(std::int64_t index) const {
    const Scalar all[] = {std::monostate(), Color::RED, std::chrono::milliseconds(1500),
                          std::filesystem::path("a/b"),
                          std::chrono::sys_seconds(std::chrono::seconds(86400))};
    return all[index];
  }
  Collection MakeCollection(std::int64_t index) const {
    const Collection all[] = {std::set<std::string>{"a"}, std::pair(std::string("a"), Color::BLUE),
                              Group{{Circle{1}, Square{2, "b"}}, Color::BLUE}};
    return all[index];
  }
  std::map<std::string, Number> Twice(std::map<std::string, std::optional<Number>> numbers) const {
    std::map<std::string, Number> result;
    for (const auto& [name, number] : numbers) {
      if (number) result[name] = std::visit([](auto value) { return Number(2 * value); }, *number);
    }
    return result;
  }
  std::optional<std::variant<Color, std::string>> Maybe(
      std::optional<std::variant<Color, std::string>> value) const {
    return value;
  }
  std::int64_t Wait(std::variant<std::int64_t, std::string> timeout = 5) const {
    return std::holds_alternative<std::int64_t>(timeout) ? std::get<std::int64_t>(timeout) : -1;
  }
};

}  // namespace variants
