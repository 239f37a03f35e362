// SPDX-License-Identifier: Apache-2.0
// Long calls that ask whether they shall end; test_stopping.py stops them.
#include <goray/goray.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <ranges>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace stopping {

using Clock = std::chrono::steady_clock;

/// `began` is a FIFO: who opens it to read waits until this is reached.
void Tell(const std::string& began) {
  if (!began.empty()) std::ofstream{began};
}

/// Far longer than any test waits for it.
constexpr std::chrono::seconds kForEver{60};

void LoopForEver(const std::string& began) {
  Tell(began);
  const auto end = Clock::now() + kForEver;
  while (Clock::now() < end) goray::CheckInterrupt();
}

struct GORAY_TASKS Tasks {
  void Loop(const std::string& began) const { LoopForEver(began); }
  /// Has the FIFO open until its process ends, or it does.
  void LoopWithFifo(const std::string& fifo) const {
    const std::ofstream open{fifo};
    LoopForEver("");
  }
  /// The library that threw it away is no reason for the call to succeed.
  void LoopAndCatch(const std::string& began) const {
    try {
      LoopForEver(began);
    } catch (const goray::InterruptedError&) {
    }
  }
  /// Writes to the FIFO `ended` how many helpers saw the stop.
  void LoopWithHelpers(const std::string& began, const std::string& ended) const {
    std::atomic<int> stopped = 0;
    try {
      std::vector<std::jthread> helpers;
      for (int i = 0; i < 2; ++i) {
        helpers.emplace_back([&stopped, token = goray::StopToken()] {
          const auto end = Clock::now() + kForEver;
          while (!token.stop_requested() && Clock::now() < end) std::this_thread::yield();
          stopped += token.stop_requested() ? 1 : 0;
        });
      }
      LoopForEver(began);
    } catch (const goray::InterruptedError&) {
    }
    std::ofstream(ended) << stopped;
  }
  /// Leaves the results of `Map`, as the items end by an error once the first one runs.
  void MapAndLeave(const std::string& began, const std::string& ended) const {
    const auto items = std::views::iota(0, 2) | std::views::transform([&began](int i) {
                         if (i == 0) return began;
                         std::ifstream(began).get();
                         throw goray::Error("no more items");
                       });
    goray::Task<&Tasks::LoopWithHelpers>({{"num_cpus", 0}})
        .Map(items, std::vector<std::string>(2, ended))
        .Next();
  }
  void GetFirst(const std::string& began,
                const std::vector<goray::ObjectRef<goray::Any>>& refs) const {
    Tell(began);
    refs.front().Get();
  }
  void Wait(const std::string& began, const std::vector<goray::ObjectRef<goray::Any>>& refs) const {
    Tell(began);
    goray::Wait(refs);
  }
  /// Of Python, which calls this once more.
  void CallPython(const std::string& name, const std::string& began) const {
    goray::LocalCallPyTask(name, began);
  }
  /// Whatever becomes of Python, this goes on.
  void CallPythonAndLoop(const std::string& name) const {
    try {
      goray::LocalCallPyTask(name);
    } catch (const std::exception&) {
    }
    LoopForEver("");
  }
  /// Whether a call is stopped that nobody interrupted.
  bool IsStopped() const {
    goray::CheckInterrupt();
    return goray::StopToken().stop_requested();
  }
  GORAY_HOLD_GIL void LoopWithGil(const std::string& began) const { LoopForEver(began); }
};

/// Does the same in an actor.
class Looper : public Tasks {
 public:
  std::int64_t Five() const { return 5; }
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<Looper> NewLooper() const { return std::make_unique<Looper>(); }
};

/// Of test_stopping.py, which says in the environment where the FIFO is.
GORAY_DRIVER int Main() {
  LoopForEver(std::getenv("GORAY_TEST_BEGAN"));
  return 0;
}

}  // namespace stopping
