// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "debugging/stack.h"

namespace goray::debugging {

/// The user's part of a stack, as Python writes one: the outermost call first, a line each, and
/// inlined calls as their own. Each line has a "\n" before it; empty if nothing of the user's is in
/// it.
///
///   File "src/app.cpp", line 12, in calc::Checked(long)     with debug information (-g)
///   calc::Checked(long) in libcalc.so+0x12ab                without
///
/// Slow the first time a module or an address is met; afterwards from a cache. Thread-safe.
std::string StackText(const Stack& stack);

/// A mangled name as C++ writes it; any other name as it is.
std::string Demangled(const std::string& symbol);

}  // namespace goray::debugging
