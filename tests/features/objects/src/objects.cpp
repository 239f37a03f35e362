// SPDX-License-Identifier: Apache-2.0
// What C++ does with references, actors and options; each task does one thing that test_objects.py
// asks for.
#include <goray/goray.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace objects {

using goray::ActorHandle;
using goray::Any;
using goray::ObjectRef;
using std::chrono::duration;

class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  std::int64_t Incr(std::int64_t by) { return value_ += by; }
  std::int64_t operator()(std::int64_t by) const { return value_ * by; }
  std::vector<std::uint8_t> Filled(std::int64_t size) const {
    return std::vector<std::uint8_t>(size, value_);
  }

 private:
  std::int64_t value_;
};

/// What a destructor may do as well, and when it runs nobody knows: call Python, submit to Ray.
class Farewell {
 public:
  Farewell() = default;
  Farewell(const Farewell&) = delete;
  ~Farewell() {
    try {
      goray::LocalCallPyTask("same", std::vector{ObjectRef<int>(goray::Put(1))});
      goray::RemoteCallPyTask("five");
    } catch (const std::exception& error) {
      std::cerr << "Farewell: " << error.what() << "\n";
    }
  }
  std::int64_t Five() const { return 5; }
};

goray::Options OptionsOf(const std::map<std::string, Any>& named) {
  goray::Options options;
  for (const auto& [name, value] : named) options.Set(name, value);
  return options;
}

template <typename Error, typename Function>
std::string Thrown(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

struct GORAY_TASKS Tasks {
  // What the others submit.
  std::int64_t Square(std::int64_t x) const { return x * x; }
  std::int64_t Fail(std::int64_t x) const {
    throw std::invalid_argument("no square of " + std::to_string(x));
  }
  void Nothing() const {}
  std::tuple<std::int64_t, std::int64_t> Two() const { return {1, 2}; }
  void Sleep(double seconds) const { std::this_thread::sleep_for(duration<double>(seconds)); }
  std::int64_t SubtractAll(std::int64_t from, const std::vector<std::int64_t>& numbers) const {
    for (const std::int64_t number : numbers) from -= number;
    return from;
  }

  // Tables: all of these are empty again when the task ends.
  void MakeRefs(std::int64_t count) const {
    std::vector<ObjectRef<>> refs;
    for (std::int64_t i = 0; i < count; i += 10) {
      const ObjectRef<std::int64_t> put = goray::Put(i);
      const std::vector copies(3, put);
      const auto same = goray::LocalCallPyTask("same", std::vector(9, put))
                            .As<std::vector<ObjectRef<std::int64_t>>>();
      if (i % 500 == 0) refs.emplace_back(goray::RemoteCall("Square", same.back()));
      if (i % 500 == 0) refs.emplace_back(goray::RemoteCall("Fail", i));
      if (i % 500 == 0) goray::Put(std::vector<ObjectRef<>>(refs.end() - 1, refs.end()));
    }
    for (const ObjectRef<>& ref : refs) {
      try {
        ref.Get<std::int64_t>();
      } catch (const goray::TaskError&) {
      }
    }
  }
  void FindActorManyTimes(const std::string& name, std::int64_t count) const {
    std::vector<ActorHandle<>> handles;
    for (std::int64_t i = 0; i < count; ++i) {
      handles.push_back(goray::GetActor(name));
      goray::Put(std::vector{handles.back(), handles.front()});
    }
    handles.front().RemoteCall("Incr", 1).Get<Any>();
  }
  /// The actor ends with its handle; a call that was made before is answered.
  std::int64_t UseAndDrop(const std::string& name) const {
    return goray::NewActor("NewCounter", 1, goray::Option("name", name),
                           goray::Option("num_cpus", 0))
        .RemoteCall("Incr", 1)
        .Get<std::int64_t>();
  }

  // Actors by name.
  std::int64_t MakeNamed(const std::map<std::string, Any>& options, std::int64_t start) const {
    const ActorHandle<> made = goray::NewActor("NewCounter", start, OptionsOf(options));
    return made.RemoteCall("Incr", 0).Get<std::int64_t>();
  }
  Any CallNamed(const std::string& name, const std::string& space, const std::string& method,
                Any argument) const {
    return goray::GetActor(name, space).RemoteCall(method, argument).Get<Any>();
  }
  void KillNamed(const std::string& name, bool no_restart) const {
    goray::GetActor(name).Kill(no_restart);
  }

  goray::Bytes Filled(std::int64_t size, std::uint8_t value) const {
    return goray::Bytes(std::vector(size, std::byte{value}));
  }
  /// What `data` is after a call of Python.
  std::string TextAfter(const goray::Bytes& data, const std::string& name) const {
    goray::LocalCallPyTask(name, 0);
    return {reinterpret_cast<const char*>(data.data()), data.size()};
  }
  /// Python is called with the GIL held all the time.
  GORAY_HOLD_GIL Any CallHere(const std::string& name, Any argument) const {
    return goray::LocalCallPyTask(name, std::move(argument)).As<Any>();
  }

  // Options.
  Any SubmitPy(const std::string& task, const std::map<std::string, Any>& options) const {
    return goray::RemoteCallPyTask(task, OptionsOf(options)).Get<Any>(duration<double>(100));
  }

  // Arguments that Ray resolves.
  std::string RefsOfAllKinds(const ActorHandle<>& plain) const {
    const ActorHandle<> counter = goray::NewActor("NewCounter", 30, goray::Option("num_cpus", 0));
    return goray::RemoteCallPyTask("joined", goray::Put(std::string("put")), 1,
                                   goray::RemoteCall("Square", 3), counter.RemoteCall("Incr", 1),
                                   plain.RemoteCall("double", 4), goray::RemoteCallPyTask("five"))
        .Get<std::string>();
  }
  std::int64_t RefsInCpp(const ActorHandle<>& plain) const {
    const ObjectRef<> numbers = goray::Put(std::vector<std::int64_t>{1, 2, 3});
    return goray::RemoteCall("SubtractAll", plain.RemoteCall("double", 50), numbers)
        .Get<std::int64_t>();
  }
  /// `SubtractAll(100, task())`, or what it throws.
  std::string SubtractResultOf(const std::string& task) const {
    try {
      const ObjectRef<> left = goray::RemoteCall("SubtractAll", 100, goray::RemoteCall(task));
      return std::to_string(left.Get<std::int64_t>());
    } catch (const goray::Error& error) {
      return error.what();
    }
  }
  std::string FailedArgument() const {
    return Thrown<goray::TaskError>(
        [] { goray::RemoteCall("SubtractAll", 100, goray::RemoteCall("Fail", 7)).Get<Any>(); });
  }

  // Get, Wait, Cancel.
  std::vector<std::int64_t> GetMany(std::int64_t count) const {
    std::vector<ObjectRef<std::int64_t>> refs;
    for (std::int64_t i = 0; i < count; ++i) refs.emplace_back(goray::RemoteCall("Square", i));
    return goray::Get(refs, duration<double>(100));
  }
  std::string GetTooLate() const {
    const ObjectRef<> sleeping = goray::RemoteCall("Sleep", 600.0);
    const std::vector refs{ObjectRef<Any>(goray::RemoteCall("Nothing")), ObjectRef<Any>(sleeping)};
    const std::string text =
        Thrown<goray::TimeoutError>([&] { goray::Get(refs[1], duration<double>(0.05)); });
    goray::Cancel(sleeping, {.force = true});
    return text;
  }
  std::pair<std::int64_t, std::int64_t> WaitForReady() const {
    const std::vector refs{goray::Put(1), goray::Put(2)};
    const auto [ready, others] = goray::Wait(refs);
    return {static_cast<std::int64_t>(ready.size()), static_cast<std::int64_t>(others.size())};
  }
  std::vector<ObjectRef<std::int64_t>> PutSome(std::int64_t count) const {
    std::vector<ObjectRef<std::int64_t>> refs;
    for (std::int64_t i = 0; i < count; ++i) refs.push_back(goray::Put(i));
    return refs;
  }
  std::pair<std::int64_t, std::int64_t> WaitForOne() const {
    const ObjectRef<> sleeping = goray::RemoteCall("Sleep", 600.0);
    const auto [ready, others] = goray::Wait(std::vector{sleeping, ObjectRef<>(goray::Put(1))});
    goray::Cancel(sleeping, {.force = true});
    return {static_cast<std::int64_t>(ready.size()), static_cast<std::int64_t>(others.size())};
  }
  /// What `Get` of a cancelled task throws: "cancelled", "failed", or nothing.
  /// `began`: a FIFO that the task opens. Ray may run a cancelled task that it is about to start, and retry
  /// one whose worker it killed (its issue 54260), so this one runs and is not retried.
  std::string CancelSleeping(bool force, bool recursive, const std::string& began) const {
    const ObjectRef<> sleeping =
        goray::RemoteCallPyTask("sleep", 600, began, goray::Option("max_retries", 0));
    std::ifstream{began}.get();  // until it runs
    goray::Cancel(sleeping, {.force = force, .recursive = recursive});
    try {
      sleeping.Get<Any>(duration<double>(100));
    } catch (const goray::CancelledError&) {
      return "cancelled";
    } catch (const goray::TaskError&) {
      return "failed";
    }
    return "";
  }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Counter> NewCounter(std::int64_t start) const {
    return std::make_unique<Counter>(start);
  }
  std::unique_ptr<Farewell> NewFarewell() const { return std::make_unique<Farewell>(); }
};

}  // namespace objects
