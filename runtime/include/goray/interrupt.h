// SPDX-License-Identifier: Apache-2.0
// Long calls that can be stopped: by Ctrl-C, by `ray.cancel`, by whatever raises an exception in a signal handler of
// Python's. docs/guide/stopping.md says what works where.
#pragma once

#include <goray/error.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <stop_token>

namespace goray {

namespace detail {

/// Goes on every few milliseconds while somebody asks; never 0.
extern constinit std::atomic<std::uint32_t> interrupt_tick;

/// Where this thread notes the tick at which it last asked. No thread-local variable: looking one up costs several times the
/// question, and one in static memory would make `dlopen` refuse a process's tenth library. Threads that share a note
/// overwrite it; then they ask `AskForInterrupt` in turn, which knows each one's tick.
class TickNote {
 public:
  bool IsOf(std::uint32_t tick) const {
    return notes_[key_ >> kShift].load(std::memory_order_relaxed) == key_ + tick;
  }
  void Set(std::uint32_t tick) {
    notes_[key_ >> kShift].store(key_ + tick, std::memory_order_relaxed);
  }
  void Clear() { notes_[key_ >> kShift].store(0, std::memory_order_relaxed); }

 private:
  static constexpr int kBits = 8;
  static constexpr int kShift = 64 - kBits;
  static constinit std::array<std::atomic<std::uint64_t>, 1 << kBits> notes_;

  // Of the thread's control block, spread over all bits (Fibonacci hashing).
  std::uint64_t key_ = reinterpret_cast<std::uintptr_t>(__builtin_thread_pointer()) *
                       std::uint64_t{0x9E3779B97F4A7C15};
};

[[gnu::cold]] void AskForInterrupt();

}  // namespace detail

/// Throws InterruptedError if the call that this thread is inside of shall end. It is two loads and a compare nearly always, so it may stand in
/// any loop; it asks Python every 5 ms. On a thread that Python did not call it never throws: give
/// such threads the call's `StopToken()`.
///
/// Example:
///   for (const Row& row : rows) {
///     goray::CheckInterrupt();
///     Score(row);
///   }
inline void CheckInterrupt() {
  if (!detail::TickNote().IsOf(detail::interrupt_tick.load(std::memory_order_relaxed))) [[unlikely]]
    detail::AskForInterrupt();
}

#ifdef __cpp_lib_jthread
/// For threads that help the call which this thread is inside of: stopped once the call is interrupted. It sees what the
/// call's own thread saw, which has to ask: by `CheckInterrupt()`, or in `Get` and `Wait`.
///
/// Example:
///   std::vector<std::jthread> helpers;  // joined also when CheckInterrupt() throws
///   for (int i = 0; i < 4; ++i)
///     helpers.emplace_back([token = goray::StopToken(), &queue] {
///       while (!token.stop_requested() && queue.Work()) {}
///     });
///   while (!queue.WaitUntilDone(5ms)) goray::CheckInterrupt();
std::stop_token StopToken();
#endif

}  // namespace goray
