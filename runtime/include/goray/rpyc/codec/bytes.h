// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <cstddef>
#include <vector>

namespace goray::rpyc {

/// Python's `bytes`.
template <>
struct Codec<std::vector<std::byte>> {
  static rpyc_value_t Pack(const std::vector<std::byte>& value, Pool&) {
    return MakeValue(RPYC_BYTES, {reinterpret_cast<const char*>(value.data()), value.size()});
  }
  static std::vector<std::byte> Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_BYTES) ThrowWrongType("bytes", value);
    const auto* bytes = reinterpret_cast<const std::byte*>(value.as.text);
    return {bytes, bytes + value.size};
  }
};

}  // namespace goray::rpyc
