// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <cstddef>
#include <optional>

namespace goray::rpyc {

/// None.
template <>
struct Codec<std::nullptr_t> {
  static rpyc_value_t Pack(std::nullptr_t, Pool&) { return {RPYC_NONE, 0, {}}; }
};

/// The value or None.
template <typename T>
struct Codec<std::optional<T>> {
  static rpyc_value_t Pack(const std::optional<T>& value, Pool& pool) {
    return value ? Codec<T>::Pack(*value, pool) : rpyc_value_t{RPYC_NONE, 0, {}};
  }
  static std::optional<T> Unpack(const rpyc_value_t& value) {
    if (value.kind == RPYC_NONE) return std::nullopt;
    return Codec<T>::Unpack(value);
  }
};

}  // namespace goray::rpyc
