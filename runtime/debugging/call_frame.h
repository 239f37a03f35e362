// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace goray::debugging {

/// What tracebacks and reports say of a callable.
struct CallableInfo {
  std::string_view name;      ///< Empty: none, but the runtime itself.
  std::string_view location;  ///< "src/app.h:41".
};

/// A callable that a thread is inside of. They are nested where C++ calls Python, which calls C++.
struct CallFrame {
  const CallableInfo* callable;
  std::uintptr_t address;  ///< Of the function that holds the scope; user code is below.
  const CallFrame* outer;
};

/// The innermost of this thread, or null. A signal handler may read it.
extern constinit thread_local const CallFrame* call_frame;

/// To be held around each call of user code: stacks end here, and crash reports name the callable,
/// which lives as long as the scope.
///
/// Example:
///   const CallableInfo info = InfoOf(callable);
///   const CallFrameScope scope(info);
///   callable.invoke(call);
class CallFrameScope {
 public:
  // Inline always, as the frame it reads has to be its caller's.
  [[gnu::always_inline]] explicit CallFrameScope(const CallableInfo& callable)
      : innermost_(&call_frame),
        own_{&callable, reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)), *innermost_} {
    asm("" : "+r"(innermost_));  // else the compiler asks again at the end
    *innermost_ = &own_;
  }
  CallFrameScope(const CallableInfo&&) = delete;
  ~CallFrameScope() { *innermost_ = own_.outer; }
  CallFrameScope(const CallFrameScope&) = delete;
  CallFrameScope& operator=(const CallFrameScope&) = delete;

 private:
  const CallFrame** innermost_;  // of this thread; where that is costs a call
  CallFrame own_;
};

}  // namespace goray::debugging
