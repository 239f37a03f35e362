// SPDX-License-Identifier: Apache-2.0
// What C++ asks of the worker that it runs in; test_running.py asks for each.
#include <goray/cluster/context.h>
#include <goray/cluster/placement_group.h>
#include <goray/goray.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace running {

using goray::Any;

/// `goray::RuntimeContext`, as a value that crosses.
struct Running {
  std::string job_id, node_id, worker_id, task_id, task_name, actor_id, actor_name, ray_namespace,
      placement_group_id;
  bool was_restarted;
  std::map<std::string, double> assigned_resources;
  std::map<std::string, std::vector<std::string>> accelerator_ids;
};

Running Here() {
  const auto [job_id, node_id, worker_id, task_id, task_name, actor_id, actor_name, ray_namespace,
              placement_group_id, was_restarted, assigned_resources, accelerator_ids] =
      goray::Context();
  return {job_id,
          node_id,
          worker_id,
          task_id,
          task_name,
          actor_id,
          actor_name,
          ray_namespace,
          placement_group_id,
          was_restarted,
          assigned_resources,
          accelerator_ids};
}

/// One method waits for another, which has threads of its own.
class Gate {
 public:
  GORAY_REMOTE(concurrency_group = "openers") bool Open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    opened_.notify_all();
    return true;
  }
  GORAY_REMOTE(concurrency_group = "openers") bool OpenIf(bool wanted) { return wanted && Open(); }
  bool Wait() {
    std::unique_lock lock(mutex_);
    return opened_.wait_for(lock, std::chrono::minutes(1), [this] { return is_open_; });
  }
  Running WhereGate() const { return Here(); }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

/// The same, with its methods listed.
class Hall : public Gate {};

}  // namespace running

template <>
struct goray::Methods<running::Hall> {
  static constexpr auto methods = std::tuple{
      goray::Method("Enter", &running::Gate::Open), goray::Method("Await", &running::Gate::Wait),
      goray::Method("TryTwice", [](running::Hall& hall, bool wanted) {
        return hall.OpenIf(wanted) || hall.OpenIf(wanted);
      })};
};

namespace running {

std::size_t ThisThread() { return std::hash<std::thread::id>()(std::this_thread::get_id()); }

/// Its coroutines are in two groups, each of which Ray runs on one thread of its own.
class Lounge {
 public:
  /// Waits; gives its thread, or 0 if that was not the same all the time.
  GORAY_REMOTE(concurrency_group = "guests")
  goray::Async<std::size_t> Rest(std::vector<goray::ObjectRef<>> until) {
    const std::size_t thread = ThisThread();
    most_ = std::max<std::int64_t>(most_, ++resting_);
    co_await until.at(0);
    --resting_;
    co_return thread == ThisThread() ? thread : 0;
  }
  GORAY_REMOTE(concurrency_group = "guests") std::size_t ThreadOfGuests() const {
    return ThisThread();
  }
  goray::Async<std::size_t> ThreadOfOthers() const { co_return ThisThread(); }
  std::size_t ThreadOfPlain() const { return ThisThread(); }
  std::int64_t Resting() const { return resting_; }
  std::int64_t Most() const { return most_; }

 private:
  std::atomic<std::int64_t> resting_ = 0;
  std::atomic<std::int64_t> most_ = 0;
};

class Visitor {
 public:
  explicit Visitor(std::string farewell) : farewell_(std::move(farewell)) {}
  Visitor(const Visitor&) = delete;
  ~Visitor() {
    if (!farewell_.empty()) std::ofstream(farewell_) << "bye";
  }
  Running WhereActor() const { return Here(); }
  std::int64_t Leave() const { goray::ExitActor(); }
  Any CallByName(const std::string& name, Any argument) const {
    return goray::LocalCallPyTask(name, argument).As<Any>();
  }

 private:
  std::string farewell_;  // a file, or ""
};

struct GORAY_TASKS Tasks {
  Running Where() const { return Here(); }
  GORAY_REMOTE(num_cpus = 3, name = "with options") Running WhereWithOptions(std::int64_t) const {
    return Here();
  }
  /// The CPUs of what C++ submits.
  double CpusByName() const {
    const auto known = goray::RemoteCall("WhereWithOptions", 0).Get<std::map<std::string, Any>>();
    return known.at("assigned_resources").As<std::map<std::string, double>>().at("CPU");
  }
  /// Makes a group of two bundles and runs `WhereWithOptions` in the second; what the groups are: ours, by name, the task's.
  std::vector<std::string> UseGroup(const std::string& name) const {
    const goray::PlacementGroup group =
        goray::NewPlacementGroup({{{"CPU", 1}}, {{"CPU", 3}}}, {.strategy = "PACK", .name = name});
    if (!group.Wait(std::chrono::minutes(1))) throw goray::Error("it is not ready");
    const auto known = goray::RemoteCall("WhereWithOptions", 0, group.Bundle(1));
    std::vector<std::string> ids{
        group.id(), goray::GetPlacementGroup(name).id(),
        known.Get<std::map<std::string, Any>>().at("placement_group_id").As<std::string>()};
    group.Remove();
    return ids;
  }
  bool WaitForTooMuch() const {
    const goray::PlacementGroup group = goray::NewPlacementGroup({{{"CPU", 1e6}}});
    const bool is_ready = group.Wait(std::chrono::milliseconds(10));
    group.Remove();
    return is_ready;
  }
  void MakeGroup(const std::string& strategy) const {
    goray::NewPlacementGroup({{{"CPU", 1}}}, {.strategy = strategy});
  }
  bool PassGate() const {
    const goray::ActorHandle<> gate = goray::NewActor("NewGate");
    const goray::ObjectRef<> passed = gate.RemoteCall("Wait");
    return gate.RemoteCall("Open").Get<bool>() && passed.Get<bool>();
  }
  /// The same by typed calls, of methods that are listed.
  bool PassHall() const;
  /// Typed calls have the options of the declaration, and their own.
  std::vector<Running> TypedWithOptions() const;
  /// The threads of a group's coroutine and of another one, which ended while that waited.
  std::pair<std::size_t, std::size_t> ThreadsOfLounge(std::vector<goray::ObjectRef<>> until,
                                                      std::string signal) const;
  void LeaveTask() const { goray::ExitActor(); }

  Any CallByName(const std::string& name, Any argument) const {
    return goray::LocalCallPyTask(name, argument).As<Any>();
  }
  Any SubmitPython(const std::string& name, Any argument) const {
    return goray::RemoteCallPyTask(name, argument, goray::Option("num_cpus", 0)).Get<Any>();
  }
  Any UsePython(const std::string& name, Any argument) const {
    return goray::NewPyLocalInstance(name, argument).Call("doubled").As<Any>();
  }
  Any UsePythonActor(const std::string& name, Any argument) const {
    return goray::NewPyActor(name, argument).RemoteCall("doubled").Get<Any>();
  }
};

struct GORAY_ACTORS Actors {
  GORAY_REMOTE(num_cpus = 2, concurrency_groups = {"openers" : 1})
  std::unique_ptr<Gate> NewGate() const { return std::make_unique<Gate>(); }
  GORAY_REMOTE(num_cpus = 0, concurrency_groups = {"openers" : 1})
  std::unique_ptr<Hall> NewHall() const { return std::make_unique<Hall>(); }
  GORAY_REMOTE(num_cpus = 0, concurrency_groups = {"guests" : 2})
  std::unique_ptr<Lounge> NewLounge() const { return std::make_unique<Lounge>(); }
  /// `farewell`: a file that its destructor writes.
  std::unique_ptr<Visitor> NewVisitor(std::string farewell) const {
    return std::make_unique<Visitor>(std::move(farewell));
  }
};

bool Tasks::PassHall() const {
  const auto hall = goray::Actor<&Actors::NewHall>().Remote();
  const auto passed = hall.Task<&Gate::Wait>().Remote();
  return Get(hall.Task<&Gate::Open>().Remote()) && Get(passed);
}

std::vector<Running> Tasks::TypedWithOptions() const {
  const auto declared = goray::Task<&Tasks::WhereWithOptions>().Remote(1);
  const auto called = goray::Task<&Tasks::WhereWithOptions>({{"name", "of the call"}}).Remote(1);
  return {Get(declared), Get(called)};
}

std::pair<std::size_t, std::size_t> Tasks::ThreadsOfLounge(std::vector<goray::ObjectRef<>> until,
                                                           std::string signal) const {
  const auto lounge = goray::Actor<&Actors::NewLounge>().Remote();
  const auto resting = lounge.Task<&Lounge::Rest>().Remote(until);
  while (Get(lounge.Task<&Lounge::Resting>().Remote()) == 0) continue;
  const std::size_t other = Get(lounge.Task<&Lounge::ThreadOfOthers>().Remote());
  goray::GetActor(signal).RemoteCall("send").Get<goray::Any>();
  return {Get(resting), other};
}

}  // namespace running
