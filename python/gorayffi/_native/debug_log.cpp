// SPDX-License-Identifier: Apache-2.0
#include "debug_log.h"

#include <cstdlib>

#include "errors.h"

namespace gorayffi {

const bool kDebugLogging = [] {
  const char* value = std::getenv("GORAY_DEBUG_LOGGING");
  return value != nullptr && *value != '\0';
}();

void DebugTimer::Write(const char* direction, long long command, const std::string& name,
                       std::size_t sent, long long received, long long code) const {
  static PyObject* cache = nullptr;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start_;
  try {
    ImportOnce(cache, "gorayffi.utils", "log_crossing")(direction, command, name.c_str(), sent,
                                                        received, code, taken.count());
  } catch (nb::python_error& error) {
    error.discard_as_unraisable("gorayffi.utils.log_crossing");
  }
}

}  // namespace gorayffi
