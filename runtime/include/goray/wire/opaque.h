// SPDX-License-Identifier: Apache-2.0
// Objects of C++ that Python holds without knowing what is in them. They stay in this process; a message has a reference
// of `kOpaque`, whose id this library made. See docs/reference/protocol.md.
#pragma once

#include <goray/wire/reference.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace goray::wire {

struct OpaqueType;

/// A class that another one converts to, and how a pointer does.
struct OpaqueBase {
  const OpaqueType* type;
  const void* (*convert)(const void* object);
};

/// A class whose objects cross so. Its address is its identity, so a library has one for each class.
struct OpaqueType {
  std::string_view name;                   ///< Qualified: "shop::Index".
  std::span<const OpaqueBase> bases = {};  ///< All, also those of its bases.
};

/// An object, and what it is. `object` points at the class that `type` says.
struct Opaque {
  std::shared_ptr<const void> object;
  const OpaqueType* type = nullptr;
  bool is_const = false;  ///< It came as a pointer to const, and may not leave as another one.
};

/// A reference to `opaque`, by which a message can hold it: one owner more. The same object has one id as long as anybody
/// holds it. Throws std::system_error if the system has no random numbers. Thread-safe, as all of these are.
ReferencePtr HoldOpaque(Opaque opaque);
/// What a reference of `kOpaque` means, as a `type`: its own class or a base of it. Throws CodecError for an id that was
/// released, or never given out, and for an object of another class, or of a const one where `is_const` is false.
std::shared_ptr<const void> OpaqueOf(const Reference& reference, const OpaqueType& type,
                                     bool is_const);

/// A reference that takes over one of the owners of `id`, which the host gave away.
ReferencePtr AdoptOpaque(std::uint64_t id);
/// Makes the host an owner more. The class's name, or nothing if there is no such object.
std::optional<std::string_view> KeepOpaque(std::uint64_t id);
/// One owner less; with the last one the object's pointer goes. False if there is no such object.
bool ReleaseOpaque(std::uint64_t id);

/// "shop::Index" -> "Index", as Python calls it.
constexpr std::string_view ShortName(const OpaqueType& type) {
  const std::size_t colons = type.name.rfind("::");
  return colons == std::string_view::npos ? type.name : type.name.substr(colons + 2);
}

}  // namespace goray::wire
