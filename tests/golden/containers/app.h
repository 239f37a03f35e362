// SPDX-License-Identifier: Apache-2.0
// Sequences and sets of the standard library.
#pragma once
#include <goray/goray.h>

#include <array>
#include <cstdint>
#include <deque>
#include <list>
#include <numeric>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace containers {

enum class Color { RED = 1, BLUE = 2 };

struct Palette {
  std::set<Color> colors;
  std::array<double, 3> weights = {0.5, 0.25, 0.25};
};

struct GORAY_TASKS Tasks {
  std::deque<int> Deque(std::deque<int> values) const { return values; }
  std::list<std::string> List(std::list<std::string> values) const { return values; }
  std::array<double, 3> Array(std::array<double, 3> values) const { return values; }
  std::array<std::uint8_t, 2> Octets(std::array<std::uint8_t, 2> values) const { return values; }
  std::array<std::array<int, 2>, 2> Matrix(const std::array<std::array<int, 2>, 2>& values) const {
    return {{{values[0][0], values[1][0]}, {values[0][1], values[1][1]}}};
  }
  std::set<std::string> Set(std::set<std::string> values) const { return values; }
  std::unordered_set<std::int64_t> UnorderedSet(std::unordered_set<std::int64_t> values) const {
    return values;
  }
  std::set<Color> Colors(const std::vector<Color>& colors) const {
    return {colors.begin(), colors.end()};
  }
  Palette Mixed(Palette palette) const { return palette; }
  double Sum(const std::vector<double>& values) const {
    return std::accumulate(values.begin(), values.end(), 0.0);
  }
  std::vector<std::vector<double>> Rows(std::vector<std::vector<double>> rows) const { return rows; }
  int CountOr(std::set<int> values = {1, 2}) const { return static_cast<int>(values.size()); }
};

}  // namespace containers
