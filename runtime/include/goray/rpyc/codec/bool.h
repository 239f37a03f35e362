// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

namespace goray::rpyc {

template <>
struct Codec<bool> {
  static rpyc_value_t Pack(bool value, Pool&) {
    rpyc_value_t packed{RPYC_BOOL, 0, {}};
    packed.as.integer = value;
    return packed;
  }
  static bool Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_BOOL) ThrowWrongType("a bool", value);
    return value.as.integer != 0;
  }
};

}  // namespace goray::rpyc
