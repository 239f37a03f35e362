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
  const CallFrame* outer;
};

/// The innermost of this thread, or null. A signal handler may read it.
extern constinit thread_local const CallFrame* call_frame;

/// Whether somebody reads `call_frame`, and wants what a call printed when it ends: in a Ray worker,
/// and where crash reports are asked for. Set before any call; see crash.h.
extern constinit bool watches_calls;

/// For a scope in which a callable runs, which lives as long: reports name it.
///
/// Example:
///   const CallableInfo info = InfoOf(callable);
///   const CallFrameScope scope(info);
///   callable.invoke(call);
class CallFrameScope {
 public:
  explicit CallFrameScope(const CallableInfo& callable)
      : innermost_(&call_frame), own_{&callable, *innermost_} {
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

/// For a function that calls user code: stacks end where its frame begins, which costs a call nothing. What it
/// inlines is of the same frame.
#define GORAY_ENDS_STACKS [[gnu::section("goray_ends_stacks"), gnu::noinline]]
