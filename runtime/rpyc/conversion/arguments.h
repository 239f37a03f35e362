// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "rpyc/protocol/value.h"

namespace goray::rpyc_bridge {

/// What a call is given. Views.
struct Arguments {
  std::span<const Value> values;
  std::span<const char* const> names;  ///< Of `named`.
  std::span<const Value> named;
};

}  // namespace goray::rpyc_bridge
