// What the typed calls of calls.cpp go to.
#pragma once
#include <goray/goray.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace typed {

enum class Color { kRed, kGreen };

struct DivMod {
  std::int64_t quotient;
  std::int64_t remainder;
};

/// What a function returns instead of an exception.
template <typename T>
struct Expected {
  T value;
  std::string error;
};

}  // namespace typed

template <typename T>
struct goray::ResultOf<typed::Expected<T>> {
  static T Unwrap(typed::Expected<T> result) {
    if (!result.error.empty()) throw std::runtime_error(result.error);
    return std::move(result.value);
  }
};

namespace typed {

/// Methods of a base are methods of the actor.
class Named {
 public:
  virtual ~Named() = default;
  const std::string& Name() const { return name_; }
  GORAY_NAME("Rename") void SetName(std::string name) noexcept { name_ = std::move(name); }

 protected:
  std::string name_ = "nobody";
};

class Counter : public Named {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  std::int64_t Incr(std::int64_t by = 1) { return value_ += by; }
  std::pair<std::int64_t, std::string> Both(std::int64_t by) {
    if (by < 0) throw std::domain_error("only upwards");
    value_ += by;
    return {value_, std::to_string(value_)};
  }
  double Add(double by) { return static_cast<double>(value_) + by; }
  std::int64_t Add(const std::vector<std::int64_t>& all) const {
    std::int64_t sum = value_;
    for (const std::int64_t one : all) sum += one;
    return sum;
  }

 private:
  std::int64_t value_;
};

class Store {
 public:
  void Put(const std::string& key, double value) { values_[key] = value; }
  std::optional<double> Get(std::string_view key) const {
    const auto found = values_.find(std::string(key));
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, double> values_;
};

struct GORAY_TASKS Tasks {
  DivMod Divide(std::int64_t a, std::int64_t b = 1) const { return {a / b, a % b}; }
  std::int64_t Quotient(const DivMod& parts) const { return parts.quotient; }
  /// An overload is called by its types.
  double Half(double x) const { return x / 2; }
  std::string Half(const std::string& text) const { return text.substr(0, text.size() / 2); }
  GORAY_NAME("Greet") std::string Hello(std::string_view name) const noexcept {
    return "Hello " + std::string(name);
  }
  double Sum(std::span<const double> numbers) const {
    double sum = 0;
    for (const double number : numbers) sum += number;
    return sum;
  }
  std::int64_t Count(const std::string& prefix, goray::Args rest) const {
    return static_cast<std::int64_t>(prefix.size() + rest.size());
  }
  std::optional<std::int32_t> Same(std::optional<std::int32_t> value) const { return value; }
  float Narrow(std::uint32_t count, float each, bool negative) const {
    return static_cast<float>(count) * each * (negative ? -1.0F : 1.0F);
  }
  std::string Name(Color color) const { return color == Color::kRed ? "red" : "green"; }
  static std::int64_t Static(std::int64_t x) { return x + 1; }
  Expected<std::int64_t> Positive(std::int64_t x) const {
    if (x <= 0) return {0, "not positive"};
    return {x, ""};
  }
  goray::Any Anything(const goray::Any& value) const { return value; }
  void Nothing() const {}
  void Ignore(std::int64_t /*x*/) const {}
  /// Each element can be an object of its own.
  std::tuple<std::int64_t, DivMod, std::string> Parts(std::int64_t a, std::int64_t b = 2) const {
    if (b == 0) throw std::domain_error("nothing to divide by");
    return {a / b, {a / b, a % b}, std::to_string(a)};
  }
  std::pair<goray::NdArray<double>, std::vector<std::byte>> Large(std::size_t count) const {
    goray::NdArray<double> numbers({count});
    for (std::size_t i = 0; i < count; ++i) numbers(i) = static_cast<double>(i);
    return {std::move(numbers), std::vector<std::byte>(count, std::byte{7})};
  }
  std::pair<goray::ObjectRef<std::int64_t>, goray::ActorHandle<Counter>> References(
      std::int64_t x) const;
  /// Fails until the file is there, which it makes.
  std::pair<std::string, std::int64_t> SecondTime(const std::string& path) const {
    if (std::ifstream(path).good()) return {"done", 2};
    std::ofstream(path) << "once";
    throw std::runtime_error("the first time");
  }
  goray::Async<std::pair<std::int64_t, std::string>> Awaited(std::int64_t x) const {
    co_return std::pair(x, std::to_string(x));
  }
  std::pair<std::size_t, std::string> Counted(std::string prefix, goray::Args rest) const {
    return {rest.size(), std::move(prefix)};
  }
  std::int64_t Ask(const goray::ActorHandle<Counter>& counter, std::int64_t by) const {
    return Get(counter.Task<&Counter::Incr>().Remote(by));
  }

 private:
  using Unused = int;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter(std::int64_t start) const {
    return std::make_unique<Counter>(start);
  }
  std::shared_ptr<Counter> CounterOf(const DivMod& parts) const {
    return std::make_shared<Counter>(parts.quotient);
  }
  Store NewStore() const { return {}; }
};

inline std::pair<goray::ObjectRef<std::int64_t>, goray::ActorHandle<Counter>> Tasks::References(
    std::int64_t x) const {
  return {goray::Put(x), goray::Actor<&Actors::NewCounter>().Remote(x)};
}

}  // namespace typed
