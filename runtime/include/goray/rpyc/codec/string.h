// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <string>
#include <string_view>

namespace goray::rpyc {

/// A str.
template <>
struct Codec<std::string_view> {
  static rpyc_value_t Pack(std::string_view value, Pool&) { return MakeValue(RPYC_STR, value); }
};
template <>
struct Codec<const char*> {
  static rpyc_value_t Pack(const char* value, Pool&) {
    return MakeValue(RPYC_STR, std::string_view(value));
  }
};
template <>
struct Codec<char*> : Codec<const char*> {};
template <>
struct Codec<std::string> {
  static rpyc_value_t Pack(std::string_view value, Pool&) { return MakeValue(RPYC_STR, value); }
  static std::string Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_STR) ThrowWrongType("a str", value);
    return std::string(TextOf(value));
  }
};

}  // namespace goray::rpyc
