// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace goray::rpyc_bridge {

/// What a message may cost us.
struct Limits {
  std::size_t frame_bytes = std::size_t{1} << 30;  ///< Of one message, inflated.
  unsigned depth = 256;                            ///< Of nested tuples.
};

}  // namespace goray::rpyc_bridge
