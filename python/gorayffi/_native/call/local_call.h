// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;

/// Adds `gorayffi._native.LocalCall`, the handler of a command by which a library calls Python in
/// this process; see `_native.pyi`.
void AddLocalCallType(nb::module_& module);

}  // namespace gorayffi
