// SPDX-License-Identifier: Apache-2.0
// Overloads: several functions under one name, told apart by their arguments.
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace overloads {

enum class Color { RED = 1, BLUE = 7 };

struct Circle {
  double radius;
};
struct Square {
  double side;
};

struct GORAY_TASKS Tasks {
  /// Twice the number.
  double Twice(double value) const { return 2 * value; }
  /// Twice the integer.
  std::int64_t Twice(std::int64_t value) const { return 2 * value; }
  /// The text, again and again.
  static std::string Twice(std::string_view text, std::int64_t times = 2) {
    std::string result;
    for (std::int64_t i = 0; i < times; ++i) result += text;
    return result;
  }

  double Area(const Circle& circle) const { return 3 * circle.radius * circle.radius; }
  double Area(const Square& square) const { return square.side * square.side; }
  double Area(double width, double height) const { return width * height; }

  /// How many values there are.
  std::string Sum(const std::vector<std::int64_t>& values) const { return "ints " + std::to_string(values.size()); }
  std::string Sum(const std::vector<double>& values) const { return "floats " + std::to_string(values.size()); }
  std::string Sum(goray::NdArray<const double, 2> values) const { return "rows " + std::to_string(values.shape()[0]); }

  /// A color by its name, all that there are without one.
  Color Find(const std::string& name) const { return name == "red" ? Color::RED : Color::BLUE; }
  std::set<Color> Find() const { return {Color::RED, Color::BLUE}; }

  std::string Join(std::int64_t first, goray::Args rest) const {
    return std::to_string(first) + "+" + std::to_string(rest.size());
  }
  std::string Join(const std::string& first, const std::string& separator = ",", std::int64_t count = 1) const {
    return first + separator + std::to_string(count);
  }
  std::string Join(bool first, const std::string& separator = ";", std::int64_t count = 1) const {
    return std::to_string(first) + separator + std::to_string(count);
  }
};

/// A number that grows.
class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}

  /// Adds one.
  std::int64_t Add() { return ++value_; }
  /// Adds `by`.
  std::int64_t Add(std::int64_t by) { return value_ += by; }
  /// Adds all of `each`.
  std::vector<std::int64_t> Add(const std::vector<std::int64_t>& each) {
    std::vector<std::int64_t> result;
    for (const std::int64_t by : each) result.push_back(value_ += by);
    return result;
  }

 private:
  std::int64_t value_;
};

struct GORAY_ACTORS Actors {
  /// Starts at `start`.
  std::unique_ptr<Counter> NewCounter(std::int64_t start = 0) const { return std::make_unique<Counter>(start); }
  /// Starts at the number that `start` is.
  std::unique_ptr<Counter> NewCounter(const std::string& start) const {
    return std::make_unique<Counter>(std::stoll(start));
  }
};

}  // namespace overloads
