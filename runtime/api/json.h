// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/any.h>

#include <nlohmann/json.hpp>

namespace goray::detail {

/// Throws ValueError where JSON cannot hold the value: bytes, ext types, NaN, text that is not
/// UTF-8, keys that are not strings, too many levels. The text names the place as an option:
/// `option 'runtime_env.env_vars': ...`.
nlohmann::json ToJson(const Any& value);

}  // namespace goray::detail
