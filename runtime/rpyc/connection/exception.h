// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rpyc/base/failure.h"
#include "rpyc/connection/connection.h"

namespace goray::rpyc_bridge {

/// What an exception message says. Throws kProtocol, kTimeout.
Failure ReadException(const Answer& answer, const Limits& limits, Deadline deadline);

}  // namespace goray::rpyc_bridge
