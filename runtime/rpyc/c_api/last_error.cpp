// SPDX-License-Identifier: Apache-2.0
#include "rpyc/c_api/last_error.h"

#include <goray/rpyc/rpyc_bridge.h>

#include <string>

#include "rpyc/base/limits.h"
#include "rpyc/base/text.h"

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
    // Much of these texts is a server's.
    Failure& kept = last.failure;
    kept = Failure(failure.kind, Shown(failure.message, kErrorMessageBytes));
    kept.type = Shown(failure.type, kErrorTypeBytes);
    kept.traceback = Shown(failure.traceback, kErrorTracebackBytes);
    kept.remote_version = Shown(failure.remote_version, kErrorTypeBytes);
    last.text = kept.type;
    if (!kept.type.empty() && !kept.message.empty()) last.text += ": ";
    last.text += kept.message;
    if (!kept.traceback.empty()) last.text += "\n\n" + kept.traceback;
    last.parts = {static_cast<int>(kept.kind), kept.type.c_str(), kept.message.c_str(),
                  kept.traceback.c_str(), kept.remote_version.c_str()};
  } catch (const std::bad_alloc&) {
    last.parts = {static_cast<int>(failure.kind), "", "out of memory", "", ""};
  }
}

}  // namespace goray::rpyc_bridge

const char* rpyc_last_error(void) { return goray::rpyc_bridge::last_error.text.c_str(); }

const rpyc_error_t* rpyc_error(void) { return &goray::rpyc_bridge::last_error.parts; }
