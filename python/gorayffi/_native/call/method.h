// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;

/// Adds `gorayffi.Method`, a method of a Python class that calls an actor's, to the module.
void AddMethodType(nb::module_& module);

/// Whether it is one; there are no subclasses.
bool IsMethod(PyObject* object);

}  // namespace gorayffi
