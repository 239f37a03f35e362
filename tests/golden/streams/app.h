// Tasks and methods that give items one after another.
#pragma once
#include <goray/goray.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace streams {

enum class Level { kLow, kHigh };

/// A word and where it begins.
struct Word {
  std::string text;
  std::int64_t at;
};

/// Counts bodies that exist.
struct Alive {
  Alive() { ++count; }
  Alive(const Alive&) = delete;
  Alive& operator=(const Alive&) = delete;
  ~Alive() { --count; }
  static inline std::atomic<std::int64_t> count = 0;
};

/// Counts on from where it stopped.
class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  ~Counter() { ++closed; }

  /// The next `n` numbers.
  goray::Generator<std::int64_t> Up(std::int64_t n) {
    const Alive alive;
    for (std::int64_t i = 0; i < n; ++i) co_yield ++value_;
  }
  /// Numbers without end.
  goray::Generator<std::int64_t> Forever() {
    const Alive alive;
    for (;;) {
      goray::CheckInterrupt();
      co_yield ++value_;
    }
  }
  std::int64_t Value() const { return value_; }

  static inline std::atomic<std::int64_t> closed = 0;

 private:
  std::int64_t value_;
};

struct GORAY_TASKS Tasks {
  /// The numbers from 0 up to `n`.
  goray::Generator<std::int64_t> Count(std::int64_t n, std::int64_t step = 1) const {
    const Alive alive;
    for (std::int64_t i = 0; i < n; i += step) co_yield i;
  }
  /// Numbers without end.
  goray::Generator<std::int64_t> Forever() const {
    const Alive alive;
    for (std::int64_t i = 0;; ++i) {
      goray::CheckInterrupt();
      co_yield i;
    }
  }
  /// Works before its only item until somebody ends it.
  goray::Generator<std::string> Busy(std::string text) const {
    const Alive alive;
    for (;;) goray::CheckInterrupt();
    co_yield text;
  }
  /// Gives `before` items, then fails.
  goray::Generator<std::int64_t> Fail(std::int64_t before) const {
    const Alive alive;
    for (std::int64_t i = 0; i < before; ++i) co_yield i;
    throw std::invalid_argument("no more");
  }
  /// The words of a text that was passed by reference.
  goray::Generator<Word> Words(const std::string& text) const {
    std::size_t at = 0;
    while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      Word word{text.substr(at, end - at), static_cast<std::int64_t>(at)};
      co_yield word;
      at = end;
    }
  }
  /// Parts of `data`, which stays where it is.
  goray::Generator<goray::Bytes> Chunks(goray::Bytes data, std::size_t size) const {
    for (std::size_t at = 0; at < data.size(); at += size) {
      const auto part = data.span().subspan(at, std::min(size, data.size() - at));
      const goray::Bytes chunk = goray::Bytes::View(part);
      co_yield chunk;
    }
  }
  /// Sums of an array from its start.
  goray::Generator<double> Sums(goray::NdArray<const double, 1> numbers) const {
    double sum = 0;
    for (const double number : numbers) co_yield sum += number;
  }
  goray::Generator<std::tuple<Level, std::optional<std::string>>> Levels() const {
    std::tuple<Level, std::optional<std::string>> item{Level::kHigh, "high"};
    co_yield item;
    item = {Level::kLow, std::nullopt};
    co_yield item;
  }
  /// Whatever it is given.
  static goray::Generator<goray::Any> Each(goray::Args args) {
    for (const goray::Any& arg : args) co_yield arg;
  }
  goray::Generator<std::int64_t> Twice(std::int64_t value) const {
    co_yield value;
    co_yield value;
  }
  goray::Generator<std::int64_t> Twice(std::string text) const {
    co_yield static_cast<std::int64_t>(text.size());
    co_yield static_cast<std::int64_t>(text.size());
  }
  /// The stop token of the stream's call, seen by another thread.
  goray::Generator<std::int64_t> Helped() const {
    const Alive alive;
    std::jthread helper([stop = goray::StopToken()] {
      while (!stop.stop_requested()) std::this_thread::yield();
      ++stopped;
    });
    for (std::int64_t i = 0;; ++i) co_yield i;
  }

  /// Ends its process after two items if there is no file `marker`, which it makes before.
  goray::Generator<std::int64_t> DieOnce(std::string marker) const {
    co_yield 0;
    co_yield 1;
    if (!std::filesystem::exists(marker)) {
      std::ofstream(marker).flush();
      std::_Exit(1);
    }
    co_yield 2;
  }

  /// What the items of a stream of Ray's add up to.
  std::int64_t SumOnRay(std::int64_t n) const;
  /// The first numbers of an endless stream of Ray's, which is ended then.
  std::vector<std::int64_t> FirstOnRay(std::size_t count) const;
  /// What came of each item of a stream of Ray's that fails.
  std::vector<std::string> FailuresOnRay(std::int64_t before) const;
  /// A call of `task` by its name.
  void CallByName(std::string task) const;

  std::int64_t Bodies() const { return Alive::count; }
  std::int64_t Stopped() const { return stopped; }
  std::int64_t ClosedCounters() const { return Counter::closed; }

  static inline std::atomic<std::int64_t> stopped = 0;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter(std::int64_t start) const {
    return std::make_unique<Counter>(start);
  }
};

}  // namespace streams
