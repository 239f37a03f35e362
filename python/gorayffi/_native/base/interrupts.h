// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <atomic>

namespace gorayffi {

namespace nb = nanobind;

/// Keeps `error`, if it is a KeyboardInterrupt or a SystemExit that a callback met, for the call of
/// Python's that this thread is inside of; only the first counts. Needs the GIL.
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
