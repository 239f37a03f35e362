// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "generator/model/diagnostic.h"
#include "generator/model/interface.h"

namespace goray::model {

/// What must hold across declarations: no name is used twice or reserved. What one declaration
/// shows by itself the scanner has checked.
std::vector<Diagnostic> Check(const Interface& interface);

/// Whether anything is annotated in what was scanned, which the message calls `scanned`.
std::vector<Diagnostic> CheckNotEmpty(const Interface& interface, const std::string& scanned);

}  // namespace goray::model
