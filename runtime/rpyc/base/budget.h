// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>

#include "rpyc/base/failure.h"
#include "rpyc/base/limits.h"

namespace goray::rpyc_bridge {

/// The memory that one call may take for what the server sends. Thread-safe: an answer is charged
/// by the thread that reads for all.
class Budget {
 public:
  explicit Budget(std::size_t bytes) : bytes_(bytes) {}
  explicit Budget(const Limits& limits) : Budget(CallMemory(limits)) {}

  /// Throws kProtocol.
  void Charge(std::size_t bytes) {
    if (charged_.fetch_add(bytes, std::memory_order_relaxed) + bytes > bytes_) {
      throw ProtocolFailure("the result of a call takes more than " + std::to_string(bytes_) +
                            " bytes of memory; raise max_message_bytes");
    }
  }

 private:
  const std::size_t bytes_;
  std::atomic<std::size_t> charged_ = 0;
};

}  // namespace goray::rpyc_bridge
