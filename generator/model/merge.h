// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "generator/model/diagnostic.h"
#include "generator/model/interface.h"

namespace goray::model {

/// Keeps equal types once: headers that several translation units include are mapped in each.
/// Reports different types of one name.
std::vector<Diagnostic> MergeTypes(Interface& interface);

}  // namespace goray::model
