// SPDX-License-Identifier: Apache-2.0
#include "last_error.h"

#include <string>

#include "goray/rpyc/rpyc_bridge.h"

namespace goray::rpyc_bridge {
namespace {

struct LastError {
  Failure failure{FailureKind::kUsage, ""};
  std::string text;
};
thread_local LastError last_error;

}  // namespace

void SetLastError(const Failure& failure) noexcept {
  try {
    last_error.failure = failure;
    last_error.text = failure.type.empty() ? "" : failure.type + ": ";
    last_error.text += failure.message;
    if (!failure.traceback.empty()) last_error.text += "\n\n" + failure.traceback;
  } catch (const std::bad_alloc&) {
    last_error = {};
  }
}

}  // namespace goray::rpyc_bridge

const char* rpyc_last_error(void) { return goray::rpyc_bridge::last_error.text.c_str(); }
