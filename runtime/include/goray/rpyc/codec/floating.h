// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <concepts>

namespace goray::rpyc {

/// A float; an int will do.
template <std::floating_point T>
struct Codec<T> {
  static rpyc_value_t Pack(T value, Pool&) {
    rpyc_value_t packed{RPYC_FLOAT, 0, {}};
    packed.as.real = static_cast<double>(value);
    return packed;
  }
  static T Unpack(const rpyc_value_t& value) {
    if (value.kind == RPYC_INT) return static_cast<T>(value.as.integer);
    if (value.kind != RPYC_FLOAT) ThrowWrongType("a float", value);
    return static_cast<T>(value.as.real);
  }
};

}  // namespace goray::rpyc
