// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;

/// Adds `gorayffi.Forward`, a base of Python classes whose call is another callable's, to the
/// module: a `__call__` in Python would cost as much again as the call.
void AddForwardType(nb::module_& module);

}  // namespace gorayffi
