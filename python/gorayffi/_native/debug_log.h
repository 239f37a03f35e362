// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace gorayffi {

/// Whether `GORAY_DEBUG_LOGGING` was set as the extension was loaded.
extern const bool kDebugLogging;

/// Times one crossing of the boundary and hands it to `gorayffi.utils.log_crossing`. Free unless
/// `kDebugLogging`.
class DebugTimer {
 public:
  DebugTimer() {
    if (kDebugLogging) start_ = std::chrono::steady_clock::now();
  }
  /// `direction`: "->" into the library, "<-" out of it. Needs the GIL; an error of the log is
  /// dropped.
  void Log(const char* direction, long long command, const std::string& name, std::size_t sent,
           long long received, long long code) const {
    if (kDebugLogging) Write(direction, command, name, sent, received, code);
  }

 private:
  void Write(const char* direction, long long command, const std::string& name, std::size_t sent,
             long long received, long long code) const;

  std::chrono::steady_clock::time_point start_;
};

}  // namespace gorayffi
