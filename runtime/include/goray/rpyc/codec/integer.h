// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <concepts>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

namespace goray::rpyc {

/// Range-checked; a Python bool is an int, a float is not.
template <std::integral T>
struct Codec<T> {
  static rpyc_value_t Pack(T value, Pool& pool) {
    if (!std::in_range<std::int64_t>(value))
      return MakeValue(RPYC_BIGINT, pool.Keep(std::to_string(value)));
    rpyc_value_t packed{RPYC_INT, 0, {}};
    packed.as.integer = static_cast<std::int64_t>(value);
    return packed;
  }
  static T Unpack(const rpyc_value_t& value) {
    if (value.kind == RPYC_BIGINT) return FromDigits(value);
    if (value.kind != RPYC_INT && value.kind != RPYC_BOOL) ThrowWrongType("an int", value);
    if (!std::in_range<T>(value.as.integer)) {
      throw UsageError("the int " + std::to_string(value.as.integer) +
                       " does not fit the type asked for");
    }
    return static_cast<T>(value.as.integer);
  }

 private:
  static T FromDigits(const rpyc_value_t& value) {
    std::string digits(TextOf(value));
    if constexpr (sizeof(T) == 8 && std::unsigned_integral<T>) {
      if (digits[0] != '-' && digits.size() <= 20) {
        T parsed = std::strtoull(digits.c_str(), nullptr, 10);
        if (std::to_string(parsed) == digits) return parsed;
      }
    }
    throw UsageError("the int " + digits + " does not fit the type asked for");
  }
};

}  // namespace goray::rpyc
