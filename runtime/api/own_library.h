// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace goray::api {

/// The path of the file that this code is loaded from, by which Python knows the library. Empty: the loader does not tell.
std::string OwnPath();

}  // namespace goray::api
