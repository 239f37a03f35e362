// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/any.h>

#include <nlohmann/json.hpp>
#include <string>

namespace goray::detail {

/// Throws ValueError where JSON cannot hold the value: bytes, ext types, NaN, keys that are no
/// strings. `path` names it: `runtime_env.env_vars`.
nlohmann::json ToJson(const Any& value, const std::string& path);

}  // namespace goray::detail
