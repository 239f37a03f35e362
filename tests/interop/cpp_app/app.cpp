// SPDX-License-Identifier: Apache-2.0
// The twin of ../go_app: the same tasks and actors, and a driver that leaves all to Python.
#include <goray/goray.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace cpp_app {

struct Point {
  std::int64_t x;
  std::int64_t y;
};

struct GORAY_TASKS Tasks {
  std::string Hello(const std::string& name) const { return "Hello " + name; }
  std::tuple<std::int64_t, std::int64_t> Divide(std::int64_t a, std::int64_t b) const {
    if (b == 0) throw std::domain_error("division by zero");
    return {a / b, a % b};
  }
  goray::Args Echo(goray::Args args) const { return args; }
  void Nothing() const {}
  void Sleep(double seconds) const {
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  }
  std::tuple<std::string, std::int64_t> Gather(std::string name, const goray::Args& rest) const {
    return {std::move(name), static_cast<std::int64_t>(rest.size())};
  }
  Point Swap(Point point) const { return {point.y, point.x}; }
  std::map<std::string, Point> Named(const std::vector<Point>& points) const {
    std::map<std::string, Point> named;
    for (const Point& point : points) named["p" + std::to_string(point.x)] = point;
    return named;
  }
  std::optional<double> Half(std::optional<double> x) const {
    return x ? std::optional(*x / 2) : std::nullopt;
  }
  bool Not(bool value) const { return !value; }
  std::vector<std::byte> Zeros(std::int64_t size) const {
    return std::vector<std::byte>(static_cast<std::size_t>(size));
  }
  std::int64_t Size(const std::vector<std::byte>& data) const {
    return static_cast<std::int64_t>(data.size());
  }
  void Fail(const std::string& text) const { throw std::runtime_error(text); }
  /// The file has a byte for each time it ran.
  void FailCounted(const std::string& path) const {
    std::ofstream(path, std::ios::app) << '.';
    throw std::runtime_error("so bad");
  }
};

// The tasks as methods.
class Worker : public Tasks {};

// Keeps what its constructor was given.
class Keeper {
 public:
  explicit Keeper(goray::Any value) : value_(std::move(value)) {}
  goray::Any Kept() const { return value_; }

 private:
  goray::Any value_;
};

class CounterActor {
 public:
  explicit CounterActor(int start) : value_(start) {
    if (start < 0) throw std::invalid_argument("a counter starts at 0 or above");
  }
  int Incr(int by) { return value_ += by; }
  void Fail(const std::string& text) const { throw std::runtime_error(text); }
  std::tuple<int, std::string> Both() const { return {value_, std::to_string(value_)}; }

 private:
  int value_;
};

// Tells a file of its end.
class Mortal {
 public:
  explicit Mortal(std::string path) : path_(std::move(path)) {}
  ~Mortal() { std::ofstream(path_) << "destroyed"; }
  void Nothing() const {}

 private:
  std::string path_;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<CounterActor> Counter(int start) const {
    return std::make_unique<CounterActor>(start);
  }
  std::unique_ptr<Mortal> NewMortal(std::string path) const {
    return std::make_unique<Mortal>(std::move(path));
  }
  std::unique_ptr<Worker> NewWorker() const { return std::make_unique<Worker>(); }
  std::unique_ptr<Keeper> NewKeeper(goray::Any value) const {
    return std::make_unique<Keeper>(std::move(value));
  }
};

GORAY_DRIVER int Main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) std::cout << "argument: " << argv[i] << std::endl;
  return goray::LocalCallPyTask("main").As<int>();
}

}  // namespace cpp_app
