// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/app.h>

#include <string>

namespace goray::dispatch {

/// What the library says of itself by `GorayInterface`: a JSON object, see
/// docs/reference/protocol.md.
std::string Declaration(const App& app);

}  // namespace goray::dispatch
