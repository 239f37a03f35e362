// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/integer.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace goray {

template <typename T>
struct Enumerator {
  std::string_view name;
  T value;
};

/// Enum <-> `int`. The generator derives `Codec<T>` from it, with
///   static constexpr std::string_view kName = "Color";
///   static constexpr std::array<Enumerator<Color>, 1> kEnumerators{{{"RED", Color::RED}}};
/// A value without an enumerator is a ValueError, whichever side it comes from; with `kFlags` one
/// that has other bits than the enumerators have.
template <typename T, bool kFlags = false>
struct EnumCodec {
  using Underlying = std::underlying_type_t<T>;

  static T Read(wire::Reader& reader) {
    const wire::Kind kind = reader.Peek();
    if (kind != wire::Kind::kInt && kind != wire::Kind::kBool) reader.Expected(Described());
    const auto value = static_cast<T>(Codec<Underlying>::Read(reader));
    Check(value);
    return value;
  }
  static void Write(wire::Writer& writer, T value) {
    Check(value);
    Codec<Underlying>::Write(writer, static_cast<Underlying>(value));
  }

 private:
  static void Check(T value) {
    if constexpr (kFlags) {
      auto left = static_cast<Underlying>(value);
      for (const auto& enumerator : Codec<T>::kEnumerators)
        left = static_cast<Underlying>(left & ~static_cast<Underlying>(enumerator.value));
      if (left == 0) return;
      throw wire::CodecError(wire::Fault::kValue, std::to_string(static_cast<Underlying>(value)) +
                                                      " has bits that are none of " + Described());
    }
    for (const auto& enumerator : Codec<T>::kEnumerators) {
      if (enumerator.value == value) return;
    }
    throw wire::CodecError(wire::Fault::kValue, std::to_string(static_cast<Underlying>(value)) +
                                                    " is not a value of " + Described());
  }

  /// "Color (RED = 1, BLUE = 7)".
  static std::string Described() {
    std::string names;
    std::size_t listed = 0;
    for (const auto& enumerator : Codec<T>::kEnumerators) {
      names += names.empty() ? "" : ", ";
      if (++listed > limits::kListedNames) {
        names += "...";
        break;
      }
      names += std::string(enumerator.name) + " = " +
               std::to_string(static_cast<Underlying>(enumerator.value));
    }
    return std::string(Codec<T>::kName) + " (" + names + ")";
  }
};

/// An enum of bits: any set of them is a value.
template <typename T>
struct FlagsCodec : EnumCodec<T, true> {};

}  // namespace goray
