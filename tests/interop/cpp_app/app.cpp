// SPDX-License-Identifier: Apache-2.0
// The twin of go_app: the same tasks and actors, and a driver that prints the same lines with
// ../driver_app.py.
#include <goray/goray.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace cpp_app {

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
};

class CounterActor {
 public:
  explicit CounterActor(int start) : value_(start) {}
  int Incr(int by) { return value_ += by; }

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
};

// Prints a line that the test expects.
template <typename... Ts>
void Say(const std::string& what, const Ts&... values) {
  std::cout << what;
  ((std::cout << ' ' << values), ...);
  std::cout << std::endl;
}

void Objects() {
  Say("square", goray::RemoteCallPyTask("square", 8, goray::Option("num_cpus", 1)).Get<int>());
  try {
    goray::RemoteCallPyTask("fail", "no").Get<int>();
  } catch (const goray::TaskError& error) {
    Say("fail", error.what());
  }
  const goray::ObjectRef<> ref = goray::RemoteCallPyTask("square", 2);
  Say("join", goray::RemoteCallPyTask("join", 0, 1, ref, 3, ref).Get<std::string>());
  Say("hello", goray::RemoteCall("Hello", goray::Put(std::string("shared"))).Get<std::string>());

  const goray::ObjectRef<> sleeping = goray::RemoteCall("Sleep", 60.0);
  try {
    sleeping.Get<goray::Any>(std::chrono::milliseconds(10));
  } catch (const goray::TimeoutError&) {
    Say("timeout", true);
  }
  const auto [ready, others] = goray::Wait(std::vector{sleeping, goray::RemoteCall("Nothing")});
  Say("wait", ready.size(), others.size(), others.at(0).id() == sleeping.id());
  goray::Cancel(sleeping, {.force = true});
}

void ActorsOfBoth() {
  const goray::ActorHandle<> storage =
      goray::NewPyActor("Storage", goray::Option("name", "storage"));
  storage.RemoteCall("put", "key1", "value1");
  Say("storage", storage.RemoteCall("get", "key1").Get<std::string>());
  const goray::ActorHandle<> counter =
      goray::NewActor("Counter", 40, goray::Option("name", "counter"));
  Say("counter", counter.RemoteCall("Incr", goray::RemoteCallPyTask("square", 1)).Get<int>());
  goray::LocalCallPyTask("make_plain");
  Say("plain", goray::GetActor("plain").RemoteCall("double", 21).Get<int>());
  storage.Kill();
  try {
    storage.RemoteCall("get", "key1").Get<goray::Any>();
  } catch (const goray::ActorDiedError&) {
    Say("killed", true);
  }
}

void FromThreads() {
  int sum = 0;
  std::vector<std::thread> threads;
  std::vector<int> results(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back(
        [i, &results] { results[i] = goray::RemoteCallPyTask("square", i).Get<int>(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int result : results) sum += result;
  Say("threads", sum);
}

GORAY_DRIVER int Main() {
  Objects();
  ActorsOfBoth();
  FromThreads();
  Say("local", goray::LocalCallPyTask("seven").As<int>());
  Say("main", goray::LocalCallPyTask("main").As<std::string>());
  return 3;
}

}  // namespace cpp_app
