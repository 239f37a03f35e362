// References and actor handles as parameters, results and members.
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace refs {

using Ref = goray::ObjectRef<std::int64_t>;

class Counter;

/// What travels beside the bytes, in every place it can have.
struct Basket {
  Ref one;
  std::map<std::string, Ref> by_name;
  std::optional<Ref> maybe;
  goray::ActorHandle<Counter> counter;
  std::vector<goray::ActorHandle<>> others;
};

/// Counts, and keeps what it is given.
class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  std::int64_t Incr(std::int64_t by = 1) { return value_ += by; }
  void Keep(std::vector<Ref> refs) { kept_ = std::move(refs); }
  std::vector<Ref> Kept() const { return kept_; }
  /// Another counter does the work.
  std::int64_t Ask(const goray::ActorHandle<Counter>& other, std::int64_t by) const {
    return other.RemoteCall("Incr", by).Get<std::int64_t>();
  }

 private:
  std::int64_t value_;
  std::vector<Ref> kept_;
};

struct GORAY_TASKS Tasks {
  std::int64_t Square(std::int64_t x) const { return x * x; }
  std::int64_t Fail(std::string text) const { throw std::invalid_argument(text); }
  /// Fetches them all, with one time for all.
  std::int64_t Sum(const std::vector<Ref>& numbers, double seconds = 60) const {
    std::int64_t sum = 0;
    for (const std::int64_t number : goray::Get(numbers, std::chrono::duration<double>(seconds)))
      sum += number;
    return sum;
  }
  std::vector<Ref> Squares(std::int64_t count) const {
    std::vector<Ref> made;
    for (std::int64_t i = 0; i < count; ++i) made.emplace_back(goray::RemoteCall("Square", i));
    return made;
  }
  Basket Turn(Basket basket) const {
    std::swap(basket.one, basket.by_name.at("two"));
    return basket;
  }
  goray::Args Echo(goray::Args args) const { return args; }
  goray::ActorHandle<Counter> MakeCounter(std::int64_t start) const {
    return goray::ActorHandle<Counter>(goray::NewActor("NewCounter", start));
  }
  std::int64_t Use(const goray::ActorHandle<Counter>& counter, std::int64_t by) const {
    return counter.RemoteCall("Incr", by).Get<std::int64_t>();
  }
  goray::ActorHandle<> Same(goray::ActorHandle<> actor) const { return actor; }
  /// Any actor, whoever wrote it.
  goray::Any Call(const goray::ActorHandle<>& actor, const std::string& method,
                  goray::Args args) const {
    return actor.RemoteCall(method, args.at(0)).Get<goray::Any>();
  }
  /// Passes on what it got, to a task of the same library.
  std::int64_t SumElsewhere(const std::vector<Ref>& numbers) const {
    return goray::RemoteCall("Sum", numbers).Get<std::int64_t>();
  }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter(std::int64_t start) const {
    return std::make_unique<Counter>(start);
  }
};

}  // namespace refs
