// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cxxabi.h>
#include <goray/detail/app.h>

#include <exception>

#include "debugging/failure.h"
#include "debugging/stack.h"
#include "dispatch/response.h"

namespace goray::dispatch {

inline debugging::CallableInfo InfoOf(const Callable& callable) {
  return {callable.name, callable.location};
}

/// The answer to the exception being handled; see `debugging::CurrentFailure`.
inline Response FailureResponse(const debugging::CallableInfo& failed,
                                const std::exception* exception) {
  return TextResponse(Code::kGolangPanic, debugging::CurrentFailure(failed, exception));
}

/// `body()`, or what `fail` makes of the exception that it throws: null if it is no std::exception.
template <typename Body, typename Fail>
[[gnu::always_inline]] inline auto CatchFailure(Body body, Fail fail) -> decltype(body()) {
  try {
    return body();
#ifdef __GLIBCXX__
  } catch (const ::abi::__forced_unwind&) {
    throw;  // the thread is being ended; to swallow this aborts the process
#endif
  } catch (const debugging::UnwindWatch&) {
    return {};  // nobody throws it
  } catch (const std::exception& exception) {
    return fail(&exception);
  } catch (...) {
    return fail(nullptr);
  }
}

}  // namespace goray::dispatch
