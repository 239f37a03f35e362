// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>
#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;

/// Adds the type of what memoryviews of a library's memory are of to the module.
void AddKeptBytesType(nb::module_& module);

/// A read-only memoryview of the bytes in `result`, which has an owner. They are released with the
/// last view; `library` lives so long. Raises MemoryError, and leaves them to the library then.
nb::object KeptBytes(nb::handle library, GorayResult& result);

}  // namespace gorayffi
