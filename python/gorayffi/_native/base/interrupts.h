// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <atomic>

namespace gorayffi {

namespace nb = nanobind;

/// Of a thread that helps a call of Python's: true once the call shall end. Null for any other thread.
extern constinit thread_local const std::atomic<bool>* stop_of_this_thread;

/// Keeps `error` for the call of Python's that this thread is inside of; only the first counts. Needs the GIL.
void KeepError(nb::python_error& error);
/// The same, if it is a KeyboardInterrupt or a SystemExit that a callback met.
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
