// SPDX-License-Identifier: Apache-2.0
#include <goray/goray.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "../functions.h"

namespace calls {

using Bytes = std::vector<std::byte>;
using Time = std::chrono::system_clock::time_point;

struct GORAY_TASKS Tasks {
  GORAY_HOLD_GIL double AddHeld(double a, double b) const { return functions::Add(a, b); }
  double Add(double a, double b) const { return functions::Add(a, b); }
  GORAY_HOLD_GIL std::string HelloHeld(std::string_view name) const {
    return functions::Hello(name);
  }
  std::string Hello(std::string_view name) const { return functions::Hello(name); }
  void Fail() const { functions::Fail(); }
  void Work(std::int64_t microseconds) const { functions::Work(microseconds); }

  goray::Any Same(goray::Any value) const { return value; }
  std::vector<double> SameFloats(std::vector<double> floats) const { return floats; }
  std::vector<functions::Order> SameOrders(std::vector<functions::Order> orders) const {
    return orders;
  }
  std::vector<std::string> SameTexts(std::vector<std::string> texts) const { return texts; }
  std::map<std::string, double> SameMap(std::map<std::string, double> map) const { return map; }
  std::vector<Time> SameTimes(std::vector<Time> times) const { return times; }
  goray::Bytes SameBytes(goray::Bytes data) const { return data; }
  std::int64_t Size(const Bytes& data) const { return static_cast<std::int64_t>(data.size()); }
  Bytes Zeros(std::int64_t size) const { return Bytes(static_cast<std::size_t>(size)); }

  GORAY_HOLD_GIL double LastHeld(goray::NdArray<const double> values) const {
    return values[values.size() - 1];
  }
  double Last(goray::NdArray<const double> values) const { return LastHeld(std::move(values)); }
  GORAY_HOLD_GIL goray::NdArray<double> ArrayHeld(std::size_t count) const {
    return goray::NdArray<double>({count});
  }
  goray::NdArray<double> Array(std::size_t count) const { return ArrayHeld(count); }
  /// Each item is written: zeros would be pages that nobody has.
  goray::NdArray<double> Ones(std::size_t count) const {
    auto ones = goray::NdArray<double>::Uninitialized({count});
    std::fill_n(ones.data(), count, 1.0);
    return ones;
  }

  GORAY_HOLD_GIL std::int64_t Sum1(std::int64_t a) const { return a; }
  GORAY_HOLD_GIL std::int64_t Sum2(std::int64_t a, std::int64_t b) const { return a + b; }
  GORAY_HOLD_GIL std::int64_t Sum4(std::int64_t a, std::int64_t b, std::int64_t c,
                                   std::int64_t d) const {
    return a + b + c + d;
  }
  GORAY_HOLD_GIL std::int64_t Sum8(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d,
                                   std::int64_t e, std::int64_t f, std::int64_t g,
                                   std::int64_t h) const {
    return a + b + c + d + e + f + g + h;
  }

  void CheckInterrupts(std::int64_t count) const {
    for (std::int64_t i = 0; i < count; ++i) goray::CheckInterrupt();
  }

  /// Asks without an end, once it has opened and closed the FIFO `began`.
  void AskForEver(const std::string& began) const {
    std::ofstream{began};
    while (true) goray::CheckInterrupt();
  }

  /// Calls the Python function `same` so many times.
  std::int64_t Callbacks(std::int64_t count) const {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < count; ++i)
      sum += goray::LocalCallPyTask("same", i).As<std::int64_t>();
    return sum;
  }
  /// Submits so many tasks and gets their results: a driver in C++.
  double Drive(std::int64_t count) const {
    std::vector<goray::ObjectRef<double>> refs;
    for (std::int64_t i = 0; i < count; ++i)
      refs.emplace_back(goray::RemoteCall("Add", static_cast<double>(i), 1.0));
    double sum = 0;
    for (const auto& ref : refs) sum += goray::Get(ref);
    return sum;
  }
  /// So many times, one after another, a task makes an array that another one looks at.
  double DriveArrays(std::int64_t times, std::int64_t count) const {
    double sum = 0;
    for (std::int64_t i = 0; i < times; ++i) {
      const goray::ObjectRef<double> last(
          goray::RemoteCall("Last", goray::RemoteCall("Ones", count)));
      sum += goray::Get(last);
    }
    return sum;
  }
  /// The same, checked by the compiler.
  double DriveTyped(std::int64_t count) const {
    std::vector<goray::ObjectRef<double>> refs;
    for (std::int64_t i = 0; i < count; ++i)
      refs.push_back(goray::Task<&Tasks::Add>().Remote(static_cast<double>(i), 1));
    double sum = 0;
    for (const double value : goray::Get(refs)) sum += value;
    return sum;
  }
};

/// Counts, its GIL held as that of the tasks with which it is compared.
class Counter {
 public:
  explicit Counter(std::int64_t start) : counter_(start) {}
  GORAY_HOLD_GIL std::int64_t Incr(std::int64_t by) { return counter_.Incr(by); }

 private:
  functions::Counter counter_;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter(std::int64_t start) const {
    return std::make_unique<Counter>(start);
  }
};

/// The published package starts Ray only with a driver.
GORAY_DRIVER int Main() { return 0; }

}  // namespace calls
