// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>

#include "library.h"

namespace gorayffi {

/// The protocol's callback carries no user data, so each library needs a C function of its own.
inline constexpr std::size_t kMaxLibraries = 64;

/// The callback of the library in `slot`.
CallbackFunction Trampoline(std::size_t slot);

/// `dict[int, Callable[[bytes], tuple[bytes, int]]]` for `slot`. Needs the GIL.
void SetHandlers(std::size_t slot, nb::dict handlers);

/// Whether the library in `slot` takes failures as JSON; else they are text. Before its first
/// callback.
void SetAnswerForm(std::size_t slot, bool json_failures);

/// One callback, from any thread, with or without the GIL; what a trampoline does. Never throws.
/// The result is malloc'ed. Whatever goes wrong is code 1 and a text or JSON; after the
/// interpreter's end, code 1 and NULL.
void* Callback(std::size_t slot, long long command, void* data, long long size, long long* out_size,
               long long* code) noexcept;

/// Marks this thread as inside a call of Python's, which can take an interrupt.
class CallScope {
 public:
  CallScope();
  CallScope(const CallScope&) = delete;
  ~CallScope();
};

/// Releases the GIL for a scope.
class GilRelease {
 public:
  GilRelease();
  GilRelease(const GilRelease&) = delete;
  ~GilRelease();

 private:
  PyThreadState* state_;
};

/// A KeyboardInterrupt or SystemExit that a callback of this thread's call met. Needs the GIL.
bool HasInterrupt();
/// Raises it, if there is one.
void RaiseInterrupt();

/// From now on callbacks on the library's own threads fail at once; waits up to `seconds` for those
/// that run. Called when the interpreter ends; one that is blocked in Python beyond that stays
/// where it is. Needs the GIL, which it releases.
void StopCallbacks(double seconds);

}  // namespace gorayffi
