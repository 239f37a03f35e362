// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <optional>

namespace gorayffi {

namespace nb = nanobind;

/// Adds `gorayffi.ActorBase`, the base of Python classes whose objects stand for a library's actors,
/// to the module. It is a C type, as a look-up in the object's dict would cost as much as a call.
void AddActorBaseType(nb::module_& module);

/// The id of the actor that `object` stands for; none if it has none, or is no `ActorBase`.
std::optional<std::uint64_t> ActorIdOf(PyObject* object);

}  // namespace gorayffi
