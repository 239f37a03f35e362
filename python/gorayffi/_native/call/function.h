// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;

/// Adds `gorayffi.Function`, a callable bound to a library and a name, to the module. It is a plain
/// C type, as vectorcall through nanobind would cost more than the call.
void AddFunctionType(nb::module_& module);

/// Whether it is a `gorayffi.Function`, of which there are no subclasses.
bool IsFunction(PyObject* object);

}  // namespace gorayffi
