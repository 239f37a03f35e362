// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <string>

#include "conversion/references.h"
#include "library/library.h"

namespace gorayffi {

/// A new `gorayffi.Message`.
nb::object MakeMessage(const nb::bytes& data, const nb::object& references);

/// `Library.call_message`: arguments that are packed already and values to insert among them, each
/// a `Message` of one value, or packed here.
nb::tuple CallMessage(const Library& library, long long command, unsigned long long index,
                      const std::string& name, const nb::object& arguments,
                      const nb::sequence& positions, const nb::sequence& resolved);

}  // namespace gorayffi
