// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rpyc/protocol/value.h"

namespace goray::rpyc_bridge {

/// Throws kUsage if `value`, which a program made, is of no kind, or has a size without what it
/// counts. Looks at this value alone, not at its items.
void CheckValue(const Value& value);

}  // namespace goray::rpyc_bridge
