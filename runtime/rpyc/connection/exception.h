// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rpyc/base/failure.h"
#include "rpyc/base/limits.h"

namespace goray::rpyc_bridge {

/// What an exception message says. Throws kProtocol.
Failure ReadException(std::string_view body, const Limits& limits);

}  // namespace goray::rpyc_bridge
