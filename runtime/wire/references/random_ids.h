// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace goray::wire {

/// Ids for what the host may name: from 1 to 2^53 - 1, as all ids are, and nothing that anybody could guess. Not thread-safe.
class RandomIds {
 public:
  /// May give the same one twice. Throws std::system_error if the system has no random numbers.
  std::uint64_t Next();

 private:
  std::array<std::uint64_t, 32> random_{};
  std::size_t used_ = random_.size();
};

}  // namespace goray::wire
