#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace calc {

/// A colour.
enum class Color {
  RED,    ///< Like blood.
  GREEN,
};

/// Quotient and remainder.
struct DivMod {
  std::int64_t quotient;  ///< Rounded towards zero.
  std::int64_t remainder;
};

/// An order.
struct Order {
  std::int64_t id;  ///< Unique.
  double price = 1.5;
  std::optional<std::string> note;
  std::vector<DivMod> parts;
  std::unique_ptr<Order> parent;
};

struct GORAY_TASKS Tasks {
  /// Greets `name`.
  std::string Hello(std::string_view name) const { return "Hello " + std::string(name); }
  /// Quotient and remainder.
  DivMod Divide(std::int64_t a, std::int64_t b = 1) const { return {a / b, a % b}; }
  GORAY_REMOTE(num_cpus = 4, max_retries = 0)
  std::tuple<std::int64_t, std::string> Both(std::int64_t n) const { return {n, std::to_string(n)}; }
  goray::Args Echo(goray::Args args) const { return args; }
  GORAY_HOLD_GIL double Add(double a, double b) const { return a + b; }
  [[deprecated("use Divide")]] std::int64_t Div(std::int64_t a, std::int64_t b) const { return a / b; }
  Order Price(Order order, std::optional<double> lambda = std::nullopt, Color color = Color::RED) const {
    if (lambda) order.price *= *lambda;
    if (color == Color::GREEN) order.price = 0;
    return order;
  }
  std::vector<std::byte> Digest(std::vector<std::byte> data) const { return data; }
  std::map<std::string, std::vector<double>> Series(std::map<std::string, std::vector<double>> series) const {
    return series;
  }
  goray::Any Same(const goray::Any& value) const { return value; }
  void Nothing() const {}
};

/// Counts.
class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  /// Adds `by` and returns the sum.
  std::int64_t Incr(std::int64_t by = 1) { return value_ += by; }

 private:
  std::int64_t value_;
};

struct GORAY_ACTORS Actors {
  /// Makes a `Counter`.
  std::unique_ptr<Counter> NewCounter(std::int64_t start) const { return std::make_unique<Counter>(start); }
};

}  // namespace calc
