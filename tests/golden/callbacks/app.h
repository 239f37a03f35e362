// Functions of Python's that C++ calls: parameters of std::function.
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace callbacks {

enum class Color { kRed, kGreen };

struct Point {
  double x = 0;
  double y = 0;
};

struct Stop {
  std::string name;
  Point place;
  std::optional<Color> color;
};

/// Words that are found again.
class Index {
 public:
  explicit Index(std::vector<std::string> words) : words_(std::move(words)) {}
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::string> words_;
};

class SoldOut : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Keeps what Python can call.
class Bell {
 public:
  explicit Bell(std::function<void(int)> rung) : rung_(std::move(rung)) {}
  void Ring(int times) const {
    for (int i = 0; i < times; ++i) rung_(i);
  }
  void Replace(const std::function<void(int)>& rung) { rung_ = rung; }
  void Drop() { rung_ = nullptr; }
  Color Paint(const std::function<Color(Color)>& with, Color color = Color::kRed) const {
    return with(color);
  }

 private:
  std::function<void(int)> rung_;
};

struct GORAY_TASKS Tasks {
  /// The integral of `f`, by `steps` rectangles.
  double Integrate(const std::function<double(double)>& f, double from, double to,
                   int steps = 100) const {
    const double width = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i < steps; ++i) sum += f(from + (i + 0.5) * width) * width;
    return sum;
  }
  std::vector<std::int64_t> Where(std::int64_t count,
                                  std::function<bool(std::int64_t)> wanted) const {
    std::vector<std::int64_t> found;
    for (std::int64_t i = 0; i < count; ++i)
      if (wanted(i)) found.push_back(i);
    return found;
  }
  void ForEach(std::int64_t count, const std::function<void(std::int64_t)>& done = nullptr) const {
    for (std::int64_t i = 0; done && i < count; ++i) done(i);
  }
  std::string Replace(std::string_view text,
                      const std::function<std::string(std::string_view)>& by) const {
    return by(text.substr(0, 3)) + by(text.substr(3));
  }
  /// Each value in its own type.
  std::vector<Stop> Visit(const std::vector<Stop>& stops,
                          const std::function<std::optional<Stop>(const Stop&)>& at) const {
    std::vector<Stop> seen;
    for (const Stop& stop : stops)
      if (std::optional<Stop> changed = at(stop)) seen.push_back(*changed);
    return seen;
  }
  Color Mix(std::function<Color(Color, const std::map<std::string, Color>&)> with) const {
    return with(Color::kGreen, {{"red", Color::kRed}});
  }
  std::chrono::milliseconds Wait(
      const std::function<std::chrono::milliseconds(std::chrono::milliseconds,
                                                    std::pair<int, std::string>)>& wait) const {
    return wait(std::chrono::milliseconds(1500), {1, "one"});
  }
  double Sum(const std::function<double(std::span<const double>)>& of) const {
    const std::vector<double> numbers{1.5, 2.5};
    return of(numbers);
  }
  double SumOf(const std::function<double(goray::NdArray<double, 2>)>& of) const {
    goray::NdArray<double, 2> numbers({2, 2});
    numbers(1, 1) = 4.5;
    return of(numbers);
  }
  std::int64_t WithIndex(
      const std::function<std::shared_ptr<Index>(std::shared_ptr<Index>)>& made) const {
    const auto index = made(std::make_shared<Index>(std::vector<std::string>{"a", "b"}));
    return static_cast<std::int64_t>(index->words().size());
  }

  /// C++ between may catch what Python raised.
  std::string Caught(const std::function<void()>& f) const {
    try {
      f();
    } catch (const goray::TaskError& error) {
      return error.type() + ": " + error.message();
    }
    return "nothing";
  }
  void Nested(const std::function<void()>& f) const {
    try {
      f();
    } catch (const std::exception&) {
      std::throw_with_nested(SoldOut("nothing is left"));
    }
  }
  /// One call in each of several threads of C++; the first exception comes out.
  std::int64_t InThreads(int count, const std::function<std::int64_t(std::int64_t)>& f) const {
    std::vector<std::thread> threads;
    std::vector<std::int64_t> results(static_cast<std::size_t>(count));
    std::vector<std::exception_ptr> errors(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < results.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          results[i] = f(static_cast<std::int64_t>(i));
        } catch (...) {
          errors[i] = std::current_exception();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::exception_ptr& error : errors)
      if (error) std::rethrow_exception(error);
    std::int64_t sum = 0;
    for (const std::int64_t result : results) sum += result;
    return sum;
  }
  goray::Generator<std::int64_t> Mapped(std::int64_t count,
                                        std::function<std::int64_t(std::int64_t)> f) const {
    for (std::int64_t i = 0; i < count; ++i) co_yield f(i);
  }

  // Which one is known by the argument.
  std::string Which(const std::function<int()>& f) const { return std::to_string(f()); }
  std::string Which(const std::string& text) const { return text; }
  std::string Which(const std::string& text, const std::function<std::string(Color)>& name) const {
    return text + name(Color::kGreen);
  }

  /// Kept beyond the call.
  void Keep(std::function<int(int)> f) const { kept() = std::move(f); }
  int CallKept(int value) const { return kept()(value); }
  void Forget() const { kept() = nullptr; }

 private:
  static std::function<int(int)>& kept() {
    static std::function<int(int)> function;
    return function;
  }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Bell> NewBell(std::function<void(int)> rung) const {
    return std::make_unique<Bell>(std::move(rung));
  }
};

}  // namespace callbacks
