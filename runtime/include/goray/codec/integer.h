// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <climits>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace goray {

/// Integers of 8 to 64 bits. Characters are none: a `char` is text.
template <typename T>
concept Integer =
    std::integral<T> && sizeof(T) <= 8 && !std::same_as<T, bool> && !std::same_as<T, char> &&
    !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> &&
    !std::same_as<T, char32_t>;

/// Integer <-> `int`. Out of range is an OverflowError; a bool is accepted, a float is not.
template <Integer T>
struct Codec<T> {
  static constexpr int kBits = sizeof(T) * CHAR_BIT;

  static T Read(wire::Reader& reader) {
    if constexpr (std::is_signed_v<T>) {
      return static_cast<T>(reader.ReadSigned(kBits));
    } else {
      return static_cast<T>(reader.ReadUnsigned(kBits));
    }
  }
  static void Write(wire::Writer& writer, T value) {
    if constexpr (std::is_signed_v<T>) {
      writer.WriteSigned(value);
    } else {
      writer.WriteUnsigned(value);
    }
  }
};

}  // namespace goray
