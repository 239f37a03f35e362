// SPDX-License-Identifier: Apache-2.0
#include "rpyc/c_api/last_error.h"

#include <goray/rpyc/rpyc_bridge.h>

#include <string>

namespace goray::rpyc_bridge {
namespace {

struct LastError {
  Failure failure{FailureKind::kUsage, ""};
  std::string text;
  rpyc_error_t parts{RPYC_NO_ERROR, "", "", "", ""};
};
thread_local LastError last_error;

}  // namespace

void SetLastError(const Failure& failure) noexcept {
  LastError& last = last_error;
  try {
    last.failure = failure;
    last.text = failure.type;
    if (!failure.type.empty() && !failure.message.empty()) last.text += ": ";
    last.text += failure.message;
    if (!failure.traceback.empty()) last.text += "\n\n" + failure.traceback;
    const Failure& kept = last.failure;
    last.parts = {static_cast<int>(kept.kind), kept.type.c_str(), kept.message.c_str(),
                  kept.traceback.c_str(), kept.remote_version.c_str()};
  } catch (const std::bad_alloc&) {
    last.parts = {static_cast<int>(failure.kind), "", "out of memory", "", ""};
  }
}

}  // namespace goray::rpyc_bridge

const char* rpyc_last_error(void) { return goray::rpyc_bridge::last_error.text.c_str(); }

const rpyc_error_t* rpyc_error(void) { return &goray::rpyc_bridge::last_error.parts; }
