// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

/// What every C++ peer calls, each through its own binding: the bodies are the same code.
namespace functions {

inline double Add(double a, double b) { return a + b; }

inline std::string Hello(std::string_view name) { return "Hello " + std::string(name); }

[[noreturn]] inline void Fail() { throw std::invalid_argument("wrong value"); }

struct Order {
  std::int64_t id;
  std::string name;
  double price;
  bool ok;
};

/// Keeps a core busy.
inline void Work(std::int64_t microseconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(microseconds);
  while (std::chrono::steady_clock::now() < end) continue;
}

class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  std::int64_t Incr(std::int64_t by) { return value_ += by; }

 private:
  std::int64_t value_;
};

}  // namespace functions
