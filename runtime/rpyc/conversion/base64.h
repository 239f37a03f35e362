// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace goray::rpyc_bridge {

/// Base64 with padding, on one line: how JSON holds bytes.
std::string ToBase64(std::string_view bytes);
/// Nothing if `text` is not that.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace goray::rpyc_bridge
