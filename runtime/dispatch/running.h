// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/dispatch/app.h>

#include <cstdint>

namespace goray::dispatch {

/// A callable that a thread is inside of. They are nested where C++ calls Python, which calls C++.
struct Running {
  const Callable* callable;  ///< Null: the dispatch itself.
  std::uintptr_t frame;      ///< Of the function that holds the scope; user code is below.
  const Running* outer;
};

/// The innermost of this thread, or null. A signal handler may read it.
extern thread_local const Running* running;

/// To be held around each call of user code: stacks end here, and crash reports name `callable`.
///
/// Example:
///   const RunningScope scope(&callable);
///   callable.invoke(call);
class RunningScope {
 public:
  // Inline always, as the frame it reads has to be its caller's.
  [[gnu::always_inline]] explicit RunningScope(const Callable* callable)
      : own_{callable, reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)), running} {
    running = &own_;
  }
  ~RunningScope() { running = own_.outer; }
  RunningScope(const RunningScope&) = delete;
  RunningScope& operator=(const RunningScope&) = delete;

 private:
  Running own_;
};

}  // namespace goray::dispatch
