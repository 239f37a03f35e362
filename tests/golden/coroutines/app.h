// Tasks and methods that wait for results of Ray by co_await.
#pragma once
#include <goray/goray.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace coroutines {

enum class Level { kLow, kHigh };

/// What was fetched.
struct Page {
  std::string text;
  std::int64_t number;
};

/// Counts bodies that exist.
struct Alive {
  Alive() { ++count; }
  Alive(const Alive&) = delete;
  Alive& operator=(const Alive&) = delete;
  ~Alive() { --count; }
  static inline std::atomic<std::int64_t> count = 0;
};

/// Adds up what is there later.
class Ledger {
 public:
  explicit Ledger(std::int64_t start) : sum_(start) {}

  /// Adds what `refs` refer to; gives the sum.
  goray::Async<std::int64_t> Add(std::vector<goray::ObjectRef<std::int64_t>> refs);
  /// Waits until `ref` is there, and says how many calls waited at once at most.
  goray::Async<std::int64_t> Wait(std::vector<goray::ObjectRef<>> ref);
  /// The page, its level and what was added to its number.
  goray::Async<std::tuple<Page, Level>> Fetch(std::int64_t number, Level level = Level::kHigh);
  /// What `ref` refers to was to fail.
  goray::Async<std::string> Failure(std::vector<goray::ObjectRef<>> ref) const;
  /// Throws after it has waited.
  goray::Async<void> Fail(std::string text) const;
  /// Waits for nothing.
  goray::Async<std::string> Echo(std::string text) const { co_return text; }
  goray::Async<goray::Bytes> Twice(goray::Bytes data) const;
  /// The numbers up to `n`, beside what waits.
  goray::Generator<std::int64_t> Numbers(std::int64_t n) const {
    for (std::int64_t i = 0; i < n; ++i) co_yield i;
  }
  std::int64_t Sum() const { return sum_; }
  std::int64_t Bodies() const { return Alive::count; }

 private:
  std::int64_t sum_;
  std::int64_t waiting_ = 0;
  std::int64_t most_ = 0;
};

struct GORAY_TASKS Tasks {
  std::int64_t Square(std::int64_t n) const { return n * n; }
  /// The sum of what `refs` refer to.
  goray::Async<std::int64_t> Sum(std::vector<goray::ObjectRef<std::int64_t>> refs) const;
  /// Of `n` and of all below it, each the result of a task.
  goray::Async<std::int64_t> SumOfSquares(std::int64_t n) const;
  /// Waits for nothing.
  goray::Async<Page> Plain(std::string text, std::int64_t number = 1) const;
  goray::Async<void> Fail(std::string text) const;
  goray::Async<std::optional<std::int64_t>> Twice(std::int64_t value) const { co_return 2 * value; }
  goray::Async<std::optional<std::int64_t>> Twice(std::string text) const {
    co_return static_cast<std::int64_t>(2 * text.size());
  }
  /// Many coroutines that one calls, one after another and inside one another.
  goray::Async<std::int64_t> Nested(std::int64_t depth, std::int64_t times) const;
  /// What `co_await` makes of references that refer to nothing, and of coroutines that have begun.
  goray::Async<std::vector<std::string>> Misused() const;
  /// By C++ alone.
  std::int64_t RunHere(std::int64_t n) const;
  /// Calls of an actor that C++ has made.
  std::vector<std::int64_t> LedgerOnRay(std::int64_t n) const;
  std::int64_t Bodies() const { return Alive::count; }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Ledger> NewLedger(std::int64_t start) const {
    return std::make_unique<Ledger>(start);
  }
};

}  // namespace coroutines
