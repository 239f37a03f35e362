// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace goray::api {

/// Throws Error if the host does not know references and handles inside values, as the published
/// goray. `what` names the call.
void RequireHostWithPassengers(std::string_view what);

/// Lets messages bring passengers. May be called again.
void OpenPassengerDesk();

}  // namespace goray::api
