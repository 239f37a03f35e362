// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/bytes.h>
#include <goray/codec/integer.h>
#include <goray/wire/array.h>

#include <complex>
#include <concepts>
#include <optional>
#include <type_traits>

namespace goray {

/// What arrays are made of: numbers that numpy has, in this machine's byte order.
template <typename T>
concept ArrayItem =
    Integer<T> || std::same_as<T, bool> || std::same_as<T, float> || std::same_as<T, double> ||
    std::same_as<T, std::complex<float>> || std::same_as<T, std::complex<double>>;

/// What `std::span` and `std::vector` have side by side as numbers; octets are bytes there.
template <typename T>
concept NumberItem = ArrayItem<T> && !Octet<T> && !std::same_as<T, bool>;

/// The type of an array's items as numpy's array interface spells it, "<f8"; source:
/// https://numpy.org/doc/stable/reference/arrays.interface.html
template <ArrayItem T>
constexpr const char* DtypeOf() {
  if constexpr (std::same_as<T, bool>) {
    return "|b1";
  } else if constexpr (std::same_as<T, float>) {
    return "<f4";
  } else if constexpr (std::same_as<T, double>) {
    return "<f8";
  } else if constexpr (std::same_as<T, std::complex<float>>) {
    return "<c8";
  } else if constexpr (std::same_as<T, std::complex<double>>) {
    return "<c16";
  } else if constexpr (std::is_signed_v<T>) {
    return sizeof(T) == 1 ? "|i1" : sizeof(T) == 2 ? "<i2" : sizeof(T) == 4 ? "<i4" : "<i8";
  } else {
    return sizeof(T) == 1 ? "|u1" : sizeof(T) == 2 ? "<u2" : sizeof(T) == 4 ? "<u4" : "<u8";
  }
}

}  // namespace goray

namespace goray::wire {

/// Reads the array that comes next, if one does, as a `T` that is made of lists.
template <typename T>
std::optional<T> TryArrayAsLists(Reader& reader) {
  if (!reader.ExtIsNext()) [[likely]]
    return std::nullopt;
  const std::optional<EncodedArray> array = TryArray(reader);
  if (!array) return std::nullopt;
  const Buffer lists = ListsOf(*array);
  Reader inner(lists.bytes());
  return Codec<T>::Read(inner);
}

}  // namespace goray::wire
