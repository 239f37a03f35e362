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

/// An object of a class with this base.
struct ActorBaseObject {
  PyObject_HEAD bool has_id;
  std::uint64_t id;
};

/// Whether the base of `type` is `ActorBase`.
bool IsActorType(PyTypeObject* type);

/// The id of the actor that `object`, whose class has that base, stands for; none if it has none.
inline std::optional<std::uint64_t> ActorIdOf(PyObject* object) {
  const auto& actor = *reinterpret_cast<ActorBaseObject*>(object);
  return actor.has_id ? std::optional(actor.id) : std::nullopt;
}

}  // namespace gorayffi
