// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>

namespace gorayffi {

/// Whether `GORAY_DEBUG_LOGGING` was set as the extension was loaded.
extern const bool kCallLogging;

/// Times one call across the boundary and hands it to `gorayffi.call_log.log`. Free unless
/// `kCallLogging`.
class CallTimer {
 public:
  CallTimer() {
    if (kCallLogging) start_ = std::chrono::steady_clock::now();
  }
  /// `direction`: "->" into the library, "<-" out of it. `request`: command and index. `name` may
  /// be
  /// '': it is looked for in `input`. Needs the GIL; an error of the log is dropped.
  void Log(const char* direction, long long request, const std::string& name,
           std::span<const std::byte> input, long long received, long long code) const {
    if (kCallLogging) Write(direction, request, name, input, received, code);
  }

 private:
  void Write(const char* direction, long long request, const std::string& name,
             std::span<const std::byte> input, long long received, long long code) const;

  std::chrono::steady_clock::time_point start_;
};

}  // namespace gorayffi
