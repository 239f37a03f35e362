// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <complex>
#include <filesystem>
#include <set>
#include <variant>

enum class Color { RED };
enum class Size { BIG };
struct Point {
  int x = 0;
  int y;
};
struct Shift {
  int y;
  int dx = 1;
};
struct Order {
  std::vector<std::variant<int, Color>> marks;
};

struct GORAY_TASKS Tasks {
  void Enums(std::variant<Color, Size> value) const;
  void Ints(std::variant<short, long> value) const;
  std::variant<std::filesystem::path, std::string> Texts() const;
  void Floats(std::variant<double, std::chrono::seconds> value) const;
  void Lists(std::variant<std::vector<int>, std::vector<Color>> value) const;
  void Sets(std::variant<std::vector<int>, std::set<std::string>> value) const;
  void Structs(std::variant<Point, Shift> value) const;
  void Dicts(std::variant<Point, std::map<std::string, int>> value) const;
  void Nil(std::variant<std::monostate, std::optional<int>> value) const;
  void Any(std::variant<int, goray::Any> value) const;
  Order Get() const;
};
