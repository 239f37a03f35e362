// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <new>
#include <type_traits>

#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {

/// Keeps a failure for rpyc_last_error() and rpyc_error() on this thread.
void SetLastError(const Failure& failure) noexcept;

/// Runs the body of a C function; an exception becomes the last error and `failed` the result.
template <typename Function>
auto Guard(std::invoke_result_t<Function> failed, Function&& function) noexcept
    -> std::invoke_result_t<Function> {
  try {
    return function();
  } catch (const Failure& failure) {
    SetLastError(failure);
  } catch (const std::bad_alloc&) {
    SetLastError(UsageFailure("out of memory"));
  } catch (const std::exception& error) {
    SetLastError(UsageFailure(error.what()));
  }
  return failed;
}

}  // namespace goray::rpyc_bridge
