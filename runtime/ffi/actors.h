// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dispatch/actor_store.h"

namespace goray::ffi {

/// The actors of this process. Never destroyed, because calls may run while the process ends.
inline dispatch::ActorStore& Store() {
  static auto* const store = new dispatch::ActorStore();
  return *store;
}

}  // namespace goray::ffi
