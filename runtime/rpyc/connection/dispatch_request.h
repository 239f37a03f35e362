// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rpyc/protocol/message.h"

namespace goray::rpyc_bridge {

/// The frame with which we answer request `header` of the server; empty for one that needs none. We
/// expose nothing, see dispatch_request.cpp. `closes`: set if the server ends the connection.
std::string DispatchRequest(const MessageHeader& header, Generation generation, bool& closes);

}  // namespace goray::rpyc_bridge
