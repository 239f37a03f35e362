// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace goray::wire {

/// A dict's key as Python shows it, for the path to a value; of a point in time its type.
template <typename T>
std::string KeyText(const T& key) {
  if constexpr (std::convertible_to<const T&, std::string_view>) {
    return std::string("'").append(std::string_view(key)).append("'");
  } else if constexpr (std::same_as<T, bool>) {
    return key ? "True" : "False";
  } else if constexpr (std::is_arithmetic_v<T>) {
    return std::to_string(key);
  } else if constexpr (requires { typename Codec<T>::As; }) {
    return KeyText<typename Codec<T>::As>(Codec<T>::To(key));
  } else if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<std::underlying_type_t<T>>(key));
  } else if constexpr (requires { std::tuple_size<T>::value; }) {
    std::string text;
    std::apply(
        [&text](const auto&... parts) {
          ((text += (text.empty() ? "" : ", ") + KeyText(parts)), ...);
        },
        key);
    return "(" + text + ")";
  } else if constexpr (requires { key.generic_string(); }) {
    return KeyText(key.generic_string());
  } else {
    return "datetime";
  }
}

}  // namespace goray::wire
