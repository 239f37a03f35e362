// SPDX-License-Identifier: Apache-2.0
// Questions to Python's package that are no command of the protocol: functions by reference.
#pragma once

#include <goray/error.h>
#include <goray/python.h>

#include <string>

namespace goray::api {

/// What AskPython throws for `error`.
[[noreturn]] void ThrowUnanswered(const TaskError& error, const std::string& call);

/// Calls `function`, "goray.module:name". `call`: what the user called. Throws Error for a failure, and where Python's package
/// has no such function: an older one, or published goray.
template <typename... Ts>
Value AskPython(const std::string& function, const std::string& call, const Ts&... args) {
  try {
    return LocalCallPyTask(function, args...);
  } catch (const TaskError& error) {
    ThrowUnanswered(error, call);
  }
}

}  // namespace goray::api
