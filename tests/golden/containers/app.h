// SPDX-License-Identifier: Apache-2.0
// Sequences and sets of the standard library.
#pragma once
#include <goray/goray.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace containers {

enum class Color { RED = 1, BLUE = 2 };

using Edge = std::pair<int, int>;

struct EdgeHash {
  std::size_t operator()(const Edge& edge) const {
    return static_cast<std::size_t>(edge.first) * 31U + static_cast<std::size_t>(edge.second);
  }
};

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
  // Keys of several parts, and orders and hashes of their own.
  std::map<Edge, double> Weights(std::map<Edge, double> weights) const { return weights; }
  std::set<std::tuple<std::string, Color>> Named(
      std::set<std::tuple<std::string, Color>> named) const {
    return named;
  }
  std::map<std::filesystem::path, std::chrono::sys_seconds> Changed(
      std::map<std::filesystem::path, std::chrono::sys_seconds> files) const {
    return files;
  }
  std::unordered_map<Edge, int, EdgeHash> Degrees(const std::set<Edge>& edges) const {
    std::unordered_map<Edge, int, EdgeHash> degrees;
    for (const Edge& edge : edges) ++degrees[{std::min(edge.first, edge.second), 0}];
    return degrees;
  }
  std::string First(const std::map<std::string, int, std::greater<>>& values) const {
    return values.empty() ? "" : values.begin()->first;
  }
  std::size_t CountIn(std::span<const std::string> texts, std::string_view wanted) const {
    return static_cast<std::size_t>(std::ranges::count(texts, wanted));
  }
  int CountOr(std::set<int> values = {1, 2}) const { return static_cast<int>(values.size()); }
};

}  // namespace containers
