// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/rpyc_bridge.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace goray::rpyc_bridge {

/// The C ABI's value is the only one: what the socket gave is handed to the user without another
/// copy.
using Value = rpyc_value_t;

/// RPyC's name of an object: `class_id` and `instance_id` are Python id()s, echoed exactly.
struct IdPack {
  std::string_view name;  ///< "module.Class"
  std::int64_t class_id;
  std::int64_t instance_id;  ///< 0: the class itself.
};

/// Kinds that exist only inside: objects before they have a handle. `as.items` points to an IdPack.
enum InternalKind : std::uint32_t {
  kTheirObject = 100,  ///< Lives on the server.
  kOurObject = 101,    ///< Ours, named in a request of the server.
};

inline Value MakeKind(std::uint32_t kind) { return {kind, 0, {.integer = 0}}; }
inline Value MakeInt(std::int64_t value) { return {RPYC_INT, 0, {.integer = value}}; }
inline Value MakeText(std::uint32_t kind, std::string_view text) {
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the size stands beside it.
  return {kind, static_cast<std::uint32_t>(text.size()), {.text = text.data()}};
}
inline Value MakeStr(std::string_view text) { return MakeText(RPYC_STR, text); }
inline Value MakeItems(std::uint32_t kind, std::span<const Value> items) {
  return {kind, static_cast<std::uint32_t>(items.size()), {.items = items.data()}};
}
inline Value MakeTuple(std::span<const Value> items) { return MakeItems(RPYC_TUPLE, items); }
inline Value MakeReference(InternalKind kind, const IdPack* id) {
  return {kind, 0, {.items = reinterpret_cast<const Value*>(id)}};
}

inline std::string_view Text(const Value& value) { return {value.as.text, value.size}; }
inline std::span<const Value> Items(const Value& value) { return {value.as.items, value.size}; }
/// The items of a container that was read from a message: const in the C ABI, for the user's sake.
inline std::span<Value> MutableItems(const Value& value) {
  return {const_cast<Value*>(value.as.items), value.size};
}
inline const IdPack& Reference(const Value& value) {
  return *reinterpret_cast<const IdPack*>(value.as.items);
}
inline bool IsReference(const Value& value) {
  return value.kind == kTheirObject || value.kind == kOurObject;
}

}  // namespace goray::rpyc_bridge
