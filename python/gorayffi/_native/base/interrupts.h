// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <atomic>

namespace gorayffi {

namespace nb = nanobind;

/// Marks this thread as inside a call of Python's, which can take an interrupt.
class CallScope {
 public:
  CallScope() { ++calls_; }
  CallScope(const CallScope&) = delete;
  CallScope& operator=(const CallScope&) = delete;
  ~CallScope() { --calls_; }

 private:
  friend void KeepInterrupt(nb::python_error& error);

  // Of this thread into libraries, now on its stack. In the few bytes that glibc keeps for what is loaded
  // late, where to find it costs no call; there is one extension in a process.
  [[gnu::tls_model("initial-exec")]] static constinit thread_local int calls_;
};

/// Keeps `error`, if it is a KeyboardInterrupt or a SystemExit that a callback met, for the call of
/// Python's that this thread is inside of, if it is; only the first counts. Needs the GIL.
void KeepInterrupt(nb::python_error& error);

/// Of all threads; rarely more than none.
extern constinit std::atomic<int> kept_interrupts;

/// Whether this thread's call has one.
bool IsInterruptOfThisThread();
inline bool HasInterrupt() {
  return kept_interrupts.load(std::memory_order_relaxed) != 0 && IsInterruptOfThisThread();
}
/// Raises it, if there is one.
void RaiseInterrupt();

}  // namespace gorayffi
