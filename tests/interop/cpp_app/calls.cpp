// SPDX-License-Identifier: Apache-2.0
#include "calls.h"

#include <chrono>
#include <functional>
#include <numeric>
#include <thread>
#include <vector>

namespace cpp_app {

namespace {

using std::chrono::milliseconds;

// The sum of what `call(i)` gives on a thread for each `i`.
std::int64_t SumOnThreads(std::int64_t count,
                          const std::function<std::int64_t(std::int64_t)>& call) {
  std::vector<std::int64_t> results(static_cast<std::size_t>(count));
  std::vector<std::thread> threads;
  for (std::int64_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] { results[static_cast<std::size_t>(i)] = call(i); });
  }
  for (std::thread& thread : threads) thread.join();
  return std::accumulate(results.begin(), results.end(), std::int64_t{0});
}

goray::ObjectRef<> Square(int x) { return goray::RemoteCallPyTask("square", x); }

goray::ObjectRef<> Hello(const char* name) { return goray::RemoteCall("Hello", name); }

// A task that no machine can run.
goray::ObjectRef<> Never() {
  return goray::RemoteCallPyTask("same", 0, goray::Option("num_cpus", 1000));
}

}  // namespace

goray::Any Calls::PyTask(const std::string& name, const goray::Any& argument) const {
  return goray::RemoteCallPyTask(name, argument, goray::Option("num_cpus", 0.5)).Get<goray::Any>();
}

std::string Calls::PyTaskRefs() const {
  return goray::RemoteCallPyTask("join", 0, 1, Square(2), 3, 4, 5, 6, 7, 8, 9, Hello("10"), 11)
      .Get<std::string>();
}

goray::Any Calls::PyActor(const std::string& key, const goray::Any& value) const {
  const goray::ActorHandle<> storage = goray::NewPyActor("Storage", goray::Option("num_cpus", 0.5));
  storage.RemoteCall("put", key, value);
  const auto got = storage.RemoteCall("get", key).Get<goray::Any>();
  storage.Kill();
  return got;
}

std::string Calls::OwnTask(const std::string& name) const {
  return goray::RemoteCall("Hello", name, goray::Option("num_cpus", 0.5)).Get<std::string>();
}

goray::Any Calls::OwnTaskRefs() const {
  return goray::RemoteCall("Echo", 0, 1, Square(2), 3, 4, 5, 6, 7, 8, 9, Hello("10"), 11)
      .Get<goray::Any>();
}

std::int64_t Calls::OwnActor(std::int64_t start, std::int64_t by) const {
  const goray::ActorHandle<> counter =
      goray::NewActor("Counter", start, goray::Option("num_cpus", 0.5));
  counter.RemoteCall("Incr", by);
  const auto sum =
      counter.RemoteCall("Incr", goray::RemoteCallPyTask("square", by)).Get<std::int64_t>();
  counter.Kill();
  return sum;
}

void Calls::NameActor(const std::string& name, std::int64_t start) const {
  goray::NewActor("Counter", start, goray::Option("name", name),
                  goray::Option("lifetime", "detached"), goray::Option("num_cpus", 0.5))
      .RemoteCall("Incr", 0)
      .Get<std::int64_t>();
}

goray::Any Calls::CallActor(const std::string& name, const std::string& method,
                            const goray::Any& argument) const {
  return goray::GetActor(name).RemoteCall(method, argument).Get<goray::Any>();
}

void Calls::KillActor(const std::string& name) const { goray::GetActor(name).Kill(); }

goray::Any Calls::LocalPy(const std::string& name, const goray::Any& argument) const {
  return goray::LocalCallPyTask(name, argument).As<goray::Any>();
}

goray::Any Calls::LocalCode(const std::string& code, const goray::Any& argument) const {
  return goray::LocalCallPyCode(code, argument).As<goray::Any>();
}

goray::Any Calls::LocalObject(const std::string& key, const goray::Any& value) const {
  goray::PyLocalInstance storage = goray::NewPyLocalInstance("Storage");
  storage.Call("put", key, value);
  const auto got = storage.Call("get", key).As<goray::Any>();
  storage.Close();
  return got;
}

goray::Any Calls::Shared(const goray::Any& value) const {
  const goray::ObjectRef<goray::Any> ref = goray::Put(value);
  return goray::RemoteCall("Echo", ref, ref).Get<goray::Any>();
}

bool Calls::TimesOut() const {
  const goray::ObjectRef<> never = Never();
  try {
    never.Get<goray::Any>(milliseconds(10));
  } catch (const goray::TimeoutError&) {
    goray::Cancel(never);
    return true;
  }
  return false;
}

std::tuple<std::int64_t, std::int64_t, bool> Calls::WaitsFor() const {
  const goray::ObjectRef<> never = Never();
  const auto [ready, unready] = goray::Wait(std::vector{never, goray::RemoteCall("Nothing")});
  goray::Cancel(never);
  return {ready.size(), unready.size(), unready.at(0).id() == never.id()};
}

bool Calls::Cancels() const {
  const goray::ObjectRef<> never = Never();
  goray::Cancel(never);
  try {
    never.Get<goray::Any>();
  } catch (const goray::CancelledError&) {
    return true;
  }
  return false;
}

std::int64_t Calls::Threads(std::int64_t count) const {
  return SumOnThreads(count, [](std::int64_t i) {
    return goray::RemoteCallPyTask("square", i).Get<std::int64_t>();
  });
}

std::int64_t Calls::LocalThreads(std::int64_t count) const {
  return SumOnThreads(
      count, [](std::int64_t i) { return goray::LocalCallPyTask("triple", i).As<std::int64_t>(); });
}

}  // namespace cpp_app
