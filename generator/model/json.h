// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "generator/model/interface.h"

namespace goray::model {

/// `interface.json` before it is text; its strings may be any bytes.
nlohmann::json ToTree(const Interface& interface, const std::string& generator);

/// The text of `interface.json`: sorted keys, two-space indent, a final newline. `generator` is the
/// version of goray-gen. Expects an interface that `Check` accepted and `Order` sorted; equal
/// interfaces give equal bytes.
std::string ToJson(const Interface& interface, const std::string& generator);

}  // namespace goray::model
