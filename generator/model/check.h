// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/diagnostic.h"
#include "generator/model/interface.h"

namespace goray::model {

/// What must hold across declarations: no name is used twice or reserved. What one declaration
/// shows by itself the scanner has checked.
std::vector<Diagnostic> Check(const Interface& interface);

/// Whether the alternatives of every variant can be told apart by their values.
std::vector<Diagnostic> CheckVariants(const Interface& interface);

/// Whether two functions of one name, first and second, can stand side by side: what is wrong with them, if anything.
/// `what` they are: "task".
std::optional<Diagnostic> CheckOverloads(const Callable& first, const Callable& second,
                                         std::string_view what, const Interface& interface);

/// Whether anything is annotated in what was scanned, which the message calls `scanned`.
std::vector<Diagnostic> CheckNotEmpty(const Interface& interface, const std::string& scanned);

}  // namespace goray::model
