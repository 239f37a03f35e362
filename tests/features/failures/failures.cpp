// SPDX-License-Identifier: Apache-2.0
// Fails in every way C++ can, and calls what fails.
#include <goray/goray.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace failures {

struct OutOfStock : std::runtime_error {
  using runtime_error::runtime_error;
};
struct SoldOut : OutOfStock {
  using OutOfStock::OutOfStock;
};
GORAY_EXCEPTION(OutOfStock, "LookupError");

[[gnu::noinline]] int Item(const std::vector<int>& items, std::size_t index) {
  return items.at(index);
}
[[gnu::noinline]] void Sell(int amount) {
  if (amount > 0) throw SoldOut("none left");
}
[[gnu::noinline]] int Overflow(volatile char* outer) {
  volatile char here[4096];
  here[0] = *outer;
  return Overflow(here) + here[0];
}

[[gnu::always_inline]] inline void SellWithReceipt(int amount) {
  const std::string receipt(100, '.');
  Sell(amount);
}
// g++ before 14 runs the destructor that was inlined here, and ends the process outside of any catch.
[[gnu::noinline]] void SellForSure(int amount) noexcept { SellWithReceipt(amount); }

// Leaves no time for anything else.
[[gnu::noinline]] void Crash(const std::string& how) {
  volatile int zero = 0;
  char byte = 0;
  if (how == "SIGSEGV") *reinterpret_cast<volatile int*>(8) = 1;
  if (how == "SIGFPE") zero = 7 / zero;
  if (how == "SIGILL") __builtin_trap();
  if (how == "SIGBUS") raise(SIGBUS);
  if (how == "SIGABRT") std::abort();
  if (how == "overflow") Overflow(&byte);
  if (how == "terminate") std::thread([] { throw std::runtime_error("in a thread"); }).join();
  if (how == "noexcept") SellForSure(1);
  if (how == "thread") std::thread([] { *reinterpret_cast<volatile int*>(8) = 1; }).join();
}

struct GORAY_TASKS Tasks {
  int Get(int index) const { return Item({1, 2}, static_cast<std::size_t>(index)); }
  void Buy(int amount) const { Sell(amount); }
  int Size(std::string path) const { return static_cast<int>(std::filesystem::file_size(path)); }
  void Crash(std::string how) const { failures::Crash(how); }

  // Runs Python that is given itself and `depth`.
  void Python(std::string code, int depth) const { goray::LocalCallPyCode(code, code, depth); }
  void Remote(std::string task) const { goray::RemoteCallPyTask(task).Get<void>(); }

  // What C++ sees of a failure: a line for each level.
  std::vector<std::string> Levels(std::string code, int depth) const {
    try {
      goray::LocalCallPyCode(code, code, depth);
    } catch (const goray::TaskError& error) {
      return LinesOf(error);
    }
    return {};
  }
  std::vector<std::string> LevelsOfRemote(std::string task) const {
    try {
      goray::RemoteCallPyTask(task).Get<void>();
    } catch (const goray::TaskError& error) {
      return LinesOf(error);
    }
    return {};
  }
  // What C++ gets of a task that crashes.
  std::string Caught(std::string how) const {
    try {
      goray::RemoteCall("Crash", how, goray::Option("max_retries", 0)).Get<void>();
    } catch (const goray::WorkerCrashedError& error) {
      return std::string("WorkerCrashedError ") + error.what();
    }
    return "";
  }

 private:
  static std::vector<std::string> LinesOf(const goray::TaskError& error) {
    std::vector<std::string> lines;
    for (const goray::TaskError* level = &error; level != nullptr; level = level->cause())
      lines.push_back(level->language() + " " + level->task() + " " + level->type() + ": " +
                      level->message());
    return lines;
  }
};

}  // namespace failures
