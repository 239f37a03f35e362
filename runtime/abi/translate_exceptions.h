// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cxxabi.h>

#include <utility>

namespace goray::abi {

/// Runs `body`, and `otherwise` if it throws anything: for functions that C calls, which no
/// exception may leave. The unwinding by which a thread is ended passes, because to swallow it
/// aborts the process. Both return the same type; `otherwise` must not throw.
///
/// Example:
///   extern "C" int rows() {
///     return TranslateExceptions([] { return Count(); }, [] { return -1; });
///   }
template <typename Body, typename Otherwise>
auto TranslateExceptions(Body&& body, Otherwise&& otherwise) {
  try {
    return std::forward<Body>(body)();
#ifdef __GLIBCXX__
  } catch (const ::abi::__forced_unwind&) {
    throw;
#endif
  } catch (...) {
    return std::forward<Otherwise>(otherwise)();
  }
}

}  // namespace goray::abi
