// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "generator/model/diagnostic.h"
#include "generator/model/interface.h"

namespace goray::model {

/// What must hold across declarations: something is marked, no name is used twice or reserved. What
/// one declaration shows by itself the scanner has checked.
std::vector<Diagnostic> Check(const Interface& interface);

}  // namespace goray::model
