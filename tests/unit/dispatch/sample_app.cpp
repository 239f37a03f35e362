// SPDX-License-Identifier: Apache-2.0
#include "sample_app.h"

#include <goray/detail/instance.h>
#include <goray/detail/invocation.h>
#include <goray/error.h>
#include <goray/exception.h>

#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <stdexcept>

namespace goray::testing {

struct OutOfStock : std::invalid_argument {
  using invalid_argument::invalid_argument;
};
struct SoldOut : OutOfStock {
  using OutOfStock::OutOfStock;
};
GORAY_EXCEPTION(OutOfStock, "LookupError");

namespace {

using dispatch::Invocation;

std::atomic<int> live_counters = 0;

struct Gate {
  std::promise<void> running;
  std::promise<void> may_end;
};
std::unique_ptr<Gate> gate;

struct Tasks {
  std::int64_t Divide(std::int64_t a, std::int64_t b = 1) const { return a / b; }
};

struct Counter {
  explicit Counter(std::int64_t start) : value(start) { ++live_counters; }
  ~Counter() { --live_counters; }
  std::int64_t value;
};

// Its destructor fails.
struct Tomb {
  explicit Tomb(std::string how) : how(std::move(how)) {}
  ~Tomb() noexcept(false) {
    if (how == "number") throw 5;  // NOLINT
    throw std::runtime_error("in the destructor");
  }
  std::string how;
};

struct Odd {};

struct NullWhat : std::exception {
  const char* what() const noexcept override { return nullptr; }
};

// Made without recursion, so that the chain is longer than the stack is deep.
[[noreturn]] void ThrowNested(int levels) {
  auto last = std::make_exception_ptr(std::runtime_error("innermost"));
  for (int i = 0; i < levels; ++i) {
    try {
      try {
        std::rethrow_exception(last);
      } catch (...) {
        std::throw_with_nested(std::runtime_error("level " + std::to_string(i)));
      }
    } catch (...) {
      last = std::current_exception();
    }
  }
  std::rethrow_exception(last);
}

[[noreturn]] void Throw(const std::string& how) {
  if (how == "invalid_argument") throw std::invalid_argument("bad \xFF");
  if (how == "out_of_range") std::string().at(1);
  if (how == "overflow_error") throw std::overflow_error("x");
  if (how == "range_error") throw std::range_error("x");
  if (how == "bad_alloc") throw std::bad_alloc();
  if (how == "bad_optional") std::optional<int>().value();
  if (how == "bad_variant") static_cast<void>(Any().list());
  if (how == "filesystem") static_cast<void>(std::filesystem::file_size("/nonexistent"));
  if (how == "regex") std::regex("(");
  if (how == "registered") throw OutOfStock("x");
  if (how == "derived") throw SoldOut("x");
  if (how == "timeout") throw TimeoutError("x");
  if (how == "remote")
    throw TaskError({"x", "ZeroDivisionError", "", "f", "python", "ZeroDivisionError"});
  if (how == "dead") throw ActorDiedError({"x", "", "", "f", "python", ""});
  if (how == "logic_error") throw std::logic_error("x");
  if (how == "text") throw "plain text";  // NOLINT
  if (how == "nested") {
    try {
      throw std::runtime_error("inner");
    } catch (...) {
      std::throw_with_nested(std::invalid_argument("outer"));
    }
  }
  if (how == "null what") throw NullWhat();
  if (how == "null text") throw static_cast<const char*>(nullptr);
  if (how == "nested 100") ThrowNested(100);
  if (how == "nested 20000") ThrowNested(20'000);
  throw Odd();
}

void RunDivide(Invocation& call) {
  do {
    auto a = call.Next<std::int64_t>("a");
    if (call.Ended()) return call.Return(dispatch::Instance<Tasks>().Divide(a));
    auto b = call.Next<std::int64_t>("b");
    call.End();
    if (b == 0) throw std::domain_error("b is 0");
    call.Return(dispatch::Instance<Tasks>().Divide(a, b));
  } while (call.NextItem());
}
void RunEcho(Invocation& call) {
  auto args = call.Rest("args");
  call.End();
  call.Return(args);
}
void RunFail(Invocation& call) {
  auto how = call.Next<std::string>("how");
  call.End();
  Throw(how);
}
void RunNothing(Invocation& call) { call.End(); }
void RunPair(Invocation& call) {
  call.End();
  call.Return(std::tuple<int, std::string>(1, "b"));
}
void MakeNewCounter(Invocation& call) {
  auto start = call.Next<std::int64_t>("start");
  call.End();
  if (start < 0) return call.Made(std::unique_ptr<Counter>());
  call.Made(std::make_unique<Counter>(start));
}
void RunIncr(Invocation& call) {
  do {
    auto by = call.Next<std::int64_t>("by");
    call.End();
    call.Return(call.Self<Counter>().value += by);
  } while (call.NextItem());
}
void MakeNewTomb(Invocation& call) {
  auto how = call.Next<std::string>("how");
  call.End();
  call.Made(std::make_unique<Tomb>(how));
}
void RunWait(Invocation& call) {
  call.End();
  gate->running.set_value();
  gate->may_end.get_future().wait();
  call.Return(call.Self<Counter>().value);
}

constexpr std::array<dispatch::Callable, 2> kMethods{{
    {"Incr", "Incr(by: int) -> int", "app.h:20", &RunIncr, "", "q", {}, GORAY_TAKES_COLUMNS},
    {"Wait", "Wait() -> int", "app.h:21", &RunWait, "", ""},
}};
constexpr std::array<dispatch::Callable, 5> kTasks{{
    {"Divide",
     "Divide(a: int, b: int = 1) -> int",
     "app.h:10",
     &RunDivide,
     "",
     "qq",
     {},
     GORAY_TAKES_COLUMNS},
    {"Echo", "Echo(*args: Any) -> list[Any]", "app.h:11", &RunEcho, "", "*"},
    {"Fail", "Fail(how: str) -> None", "app.h:12", &RunFail, "", "s"},
    {"Nothing", "Nothing() -> None", "app.h:13", &RunNothing, "", ""},
    {"Pair", "Pair() -> tuple[int, str]", "app.h:14", &RunPair, "", ""},
}};
constexpr std::array<dispatch::Actor, 2> kActors{{
    {{"NewCounter", "NewCounter(start: int)", "app.h:30", &MakeNewCounter, "", "q"}, kMethods},
    {{"NewTomb", "NewTomb(how: str)", "app.h:40", &MakeNewTomb, "", "s"}, {}},
}};

}  // namespace

const dispatch::App& SampleApp() {
  static constexpr dispatch::App kApp{
      .tasks = kTasks,
      .actors = kActors,
      .driver = [](int argc, char** argv) { return 41 + argc + (argv[argc] == nullptr ? 0 : 1); },
      .options = [] { return std::string(R"({"num_cpus":2})"); }};
  return kApp;
}

int LiveCounters() { return live_counters; }

Blocked::Blocked() { gate = std::make_unique<Gate>(); }
Blocked::~Blocked() { gate->may_end.set_value(); }
void Blocked::UntilRunning() const { gate->running.get_future().wait(); }

std::string MessageOf(const Reply& reply) {
  const nlohmann::json json = nlohmann::json::parse(reply.text, nullptr, false);
  return json.is_object() ? json.at("Message").get<std::string>() : reply.text;
}

}  // namespace goray::testing
