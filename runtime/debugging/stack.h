// SPDX-License-Identifier: Apache-2.0
// The stacks of exceptions. Two places see one: `__cxa_throw`, for what this library throws, and
// the search for a handler that reaches the dispatch, for what other libraries throw.
//
//   throw in this library -> __wrap___cxa_throw -> ThrownTable ----------+
//   throw elsewhere (vector::at) -> unwinder -> UnwindWatch::__do_catch -+-> StackOf(exception)
//
// Addresses only; symbols.h makes text of them, and only if the exception leaves the dispatch.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>

namespace goray::debugging {

/// Addresses of calls, the innermost first; up to and without the first one that `GORAY_ENDS_STACKS`.
class Stack {
 public:
  static constexpr std::size_t kMaxFrames = 64;

  Stack() {}  // NOLINT: `frames_` is set as it grows

  /// Of this thread. Frames below the stack address `from` are left out. Allocates nothing.
  void Capture(std::uintptr_t from);

  /// In a signal handler: of what the signal interrupted, wherever the handler's own stack is.
  void CaptureCrash();

  std::span<const std::uintptr_t> frames() const { return {frames_.data(), size_}; }

 private:
  struct Walk;

  std::array<std::uintptr_t, kMaxFrames> frames_;  // the first `size_` are set
  std::size_t size_ = 0;
};

/// Where `exception` was thrown first, on whatever thread. What this library did not throw is known
/// only to the `catch` that follows `catch (const UnwindWatch&)`. Else empty.
Stack StackOf(const std::exception_ptr& exception);

/// In a terminate handler without a current exception: makes the one that this thread threw last the
/// current one, if it is alive and an exception is on its way. g++ before 14 ends a
/// process like that where an exception leaves a noexcept function into which one with destructors to
/// run was inlined (its bug 97720).
void CatchLastThrown();

/// Never thrown: `catch (const UnwindWatch&)` before other handlers lets the runtime see the stack
/// of an exception while it is still there, as the unwinder asks each handler's type whether it
/// wants the exception before it unwinds anything.
class UnwindWatch {
 public:
  virtual ~UnwindWatch();
};

}  // namespace goray::debugging
