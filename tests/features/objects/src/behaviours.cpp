// SPDX-License-Identifier: Apache-2.0
// What Ray's own C++ API is tested for, as C++ code of ours does it; test_ray_behaviours.py asks for each.
#include <goray/cluster/context.h>
#include <goray/goray.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace behaviours {

using goray::ActorHandle;
using goray::Any;
using goray::ObjectRef;
using std::chrono::duration;

const goray::Option kNoCpu("num_cpus", 0);

/// Its callers wait for one another.
class Latch {
 public:
  explicit Latch(std::int64_t count) : count_(count) {}
  /// Whether all came within `seconds`.
  bool Arrive(double seconds) {
    std::unique_lock lock(mutex_);
    --count_;
    all_came_.notify_all();
    return all_came_.wait_for(lock, duration<double>(seconds), [&] { return count_ <= 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_came_;
  std::int64_t count_;
};

class Shape {
 public:
  Shape() = default;
  Shape(const Shape&) = delete;
  virtual ~Shape() = default;
  virtual std::string Name() const { return "a shape"; }
  std::string Greet() const { return "I am " + Name(); }
};

class Named {
 public:
  Named() = default;
  Named(const Named&) = delete;
  virtual ~Named() = default;
  virtual std::int64_t Letters() const { return 0; }
};

class Circle : public Shape, public Named {
 public:
  std::string Name() const override { return "a circle"; }
  std::int64_t Letters() const override { return 6; }
};

/// Knows whether Ray made it anew when it is constructed, too.
class Phoenix {
 public:
  std::tuple<bool, bool, std::int64_t> Incr() {
    return {was_restarted_, goray::Context().was_restarted, ++count_};
  }

 private:
  bool was_restarted_ = goray::Context().was_restarted;
  std::int64_t count_ = 0;
};

class Parent {
 public:
  ActorHandle<> Child(const std::string& name, const std::string& lifetime) {
    goray::Options options;
    options.Set("num_cpus", 0);
    if (!name.empty()) options.Set("name", name);
    if (!lifetime.empty()) options.Set("lifetime", lifetime);
    return goray::NewActor("NewParent", options);
  }
  std::int64_t Generation(std::int64_t of_parent) const { return of_parent + 1; }
};

struct GORAY_TASKS Tasks {
  std::int64_t Sum3(std::int64_t a, std::int64_t b, std::int64_t c) const { return a + b + c; }
  std::string Texts(std::string by_value, const std::string& by_reference, std::string&& moved,
                    std::string_view view) const {
    const std::string taken = std::move(moved);
    return by_value + by_reference + taken + std::string(view);
  }
  std::vector<std::int64_t> CountTo(std::int64_t count) const {
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < count; ++i) numbers.push_back(i);
    return numbers;
  }
  std::size_t Length(const std::vector<std::int64_t>& numbers) const { return numbers.size(); }
  [[noreturn]] void ThrowNumber() const { throw 42; }  // NOLINT(hicpp-exception-baseclass)

  /// Fails the first two times that it is called with this file, which counts the calls.
  std::int64_t FailTwice(const std::string& file) const {
    std::ofstream(file, std::ios::app) << '.';
    std::string calls;
    std::getline(std::ifstream(file), calls);
    if (calls.size() <= 2) throw std::out_of_range("not yet");
    return static_cast<std::int64_t>(calls.size());
  }

  /// Values and references of tasks, of `Put` and of actors as arguments, four calls deep.
  std::int64_t Chain() const {
    const ObjectRef<> one = goray::RemoteCall("Sum3", 1, 0, 0, kNoCpu);
    const ObjectRef<> three = goray::RemoteCall("Sum3", one, 2, 0, kNoCpu);
    const ActorHandle<> parent = goray::NewActor("NewParent", kNoCpu);
    const ObjectRef<> eight = goray::RemoteCall("Sum3", three, goray::Put(1),
                                                parent.RemoteCall("Generation", three), kNoCpu);
    return goray::RemoteCall("Sum3", eight, one, three, kNoCpu).Get<std::int64_t>();
  }
  /// A reference to a reference, and references in a list.
  std::int64_t RefsInRefs() const {
    const ObjectRef<ObjectRef<std::int64_t>> outer = goray::Put(goray::Put(std::int64_t{7}));
    const auto list = goray::Put(std::vector{outer.Get(), goray::Put(std::int64_t{8})});
    std::int64_t sum = outer.Get().Get();
    for (const ObjectRef<std::int64_t>& each : list.Get()) sum += each.Get();
    return sum;
  }
  /// The reference crosses, not the numbers.
  std::pair<std::size_t, std::size_t> LargeArray(std::int64_t count) const {
    const ObjectRef<> made = goray::RemoteCall("CountTo", count, kNoCpu);
    const auto put = goray::Put(made.Get<std::vector<std::int64_t>>());
    return {goray::RemoteCall("Length", made, kNoCpu).Get<std::size_t>(),
            goray::RemoteCall("Length", put, kNoCpu).Get<std::size_t>()};
  }
  /// How many of a task that no node can run and a value are ready.
  std::pair<std::size_t, std::size_t> WaitForImpossible() const {
    const ObjectRef<> impossible =
        goray::RemoteCall("CountTo", 1, goray::Option("num_cpus", 10000));
    const auto [ready, unready] = goray::Wait(std::vector<ObjectRef<>>{impossible, goray::Put(1)},
                                              {.num_returns = 2, .timeout = duration<double>(0.2)});
    goray::Cancel(impossible);
    return {ready.size(), unready.size()};
  }
  /// `gate`: a FIFO. Returns what is read from it.
  std::string ReadGate(const std::string& gate) const {
    std::string text;
    std::getline(std::ifstream(gate), text);
    return text;
  }
  /// What `Get` gives that came too early first.
  std::string GetLater(const std::string& gate) const {
    const ObjectRef<> late = goray::RemoteCall("ReadGate", gate, kNoCpu);
    try {
      return "early: " + late.Get<std::string>(duration<double>(0.05));
    } catch (const goray::TimeoutError&) {
      std::ofstream(gate) << "opened\n";
    }
    return late.Get<std::string>();
  }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Latch> NewLatch(std::int64_t count) const {
    return std::make_unique<Latch>(count);
  }
  std::unique_ptr<Shape> NewShape(bool circle) const {
    if (circle) return std::make_unique<Circle>();
    return std::make_unique<Shape>();
  }
  std::unique_ptr<Circle> NewCircle() const { return std::make_unique<Circle>(); }
  std::unique_ptr<Phoenix> NewPhoenix() const { return std::make_unique<Phoenix>(); }
  std::unique_ptr<Parent> NewParent() const { return std::make_unique<Parent>(); }
};

}  // namespace behaviours
