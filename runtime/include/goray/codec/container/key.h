// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

namespace goray::wire {

/// A dict's key as Python shows it.
inline std::string KeyText(std::string_view key) {
  return std::string("'").append(key).append("'");
}
inline std::string KeyText(bool key) { return key ? "True" : "False"; }
template <typename T>
  requires std::is_arithmetic_v<T>
std::string KeyText(T key) {
  return std::to_string(key);
}
template <typename T>
  requires std::is_enum_v<T>
std::string KeyText(T key) {
  return std::to_string(static_cast<std::underlying_type_t<T>>(key));
}

}  // namespace goray::wire
