// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "generator/model/interface.h"

namespace goray::model {

/// Why a value on the wire may not say whether it is an `a` or a `b`, such as "both are a str on the wire"; empty if
/// every value does. It is the one table of what alternatives of a variant and overloads may be, which
/// docs/reference/types.md shows and runtime/wire/resolve.cpp follows:
///
///   a value goes to the type that takes it with the lowest cost (an int to int, not to double); two types are alike if
///   they take a kind of value at the same cost and neither the items of a list, nor the keys and values of a dict, nor
///   the names of a struct's fields differ.
std::string WhyAlike(const Type& a, const Type& b, const Interface& interface);

/// Whether `None` is a value of `type`.
bool TakesNil(const Type& type);

}  // namespace goray::model
