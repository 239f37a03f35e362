// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cxxabi.h>

#include <exception>
#include <new>
#include <type_traits>

#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {

/// Keeps a failure for rpyc_last_error() and rpyc_error() on this thread.
void SetLastError(const Failure& failure) noexcept;

/// Runs the body of a C function; an exception becomes the last error and `failed` the result. Only
/// the end of the thread (pthread_cancel) goes through.
template <typename Function>
auto TranslateExceptions(std::invoke_result_t<Function> failed, Function&& function)
    -> std::invoke_result_t<Function> {
  try {
    return function();
#ifdef __GLIBCXX__
  } catch (const ::abi::__forced_unwind&) {
    throw;  // to swallow this aborts the process
#endif
  } catch (const Failure& failure) {
    SetLastError(failure);
  } catch (const std::bad_alloc&) {
    SetLastError(UsageFailure("out of memory"));
  } catch (const std::exception& error) {
    SetLastError(UsageFailure(error.what()));
  } catch (...) {
    SetLastError(UsageFailure("a C++ exception of an unknown type, perhaps of a callback"));
  }
  return failed;
}

/// The same for one that gives nothing.
template <typename Function>
void TranslateExceptions(Function&& function) {
  TranslateExceptions(0, [&] {
    function();
    return 0;
  });
}

}  // namespace goray::rpyc_bridge
