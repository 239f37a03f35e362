// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/codec/shape.h>
#include <goray/wire/resolve.h>

#include <array>
#include <cstddef>
#include <utility>
#include <variant>

namespace goray {

/// `std::variant<Ts...>` <-> `A | B`, the value itself on the wire: what it is says which alternative is meant, see
/// `wire::Choose`. A variant that lost its value to an exception is a ValueError.
template <typename... Ts>
struct Codec<std::variant<Ts...>> {
  using Variant = std::variant<Ts...>;

  static Variant Read(wire::Reader& reader) {
    static constexpr auto kReaders = []<std::size_t... kIndices>(std::index_sequence<kIndices...>) {
      return std::array{&ReadAs<kIndices>...};
    }(std::index_sequence_for<Ts...>());
    return kReaders[wire::Choose(reader, wire::kShapesOf<Ts...>)](reader);
  }
  static void Write(wire::Writer& writer, const Variant& value) {
    if (value.valueless_by_exception())
      throw wire::CodecError(wire::Fault::kValue, "a variant without a value cannot be sent");
    std::visit([&writer]<typename T>(const T& one) { Codec<T>::Write(writer, one); }, value);
  }

 private:
  template <std::size_t kIndex>
  static Variant ReadAs(wire::Reader& reader) {
    using T = std::variant_alternative_t<kIndex, Variant>;
    return Variant(std::in_place_index<kIndex>, Codec<T>::Read(reader));
  }
};

/// `None`.
template <>
struct Codec<std::monostate> {
  static std::monostate Read(wire::Reader& reader) {
    reader.ReadNil();
    return {};
  }
  static void Write(wire::Writer& writer, std::monostate) { writer.WriteNil(); }
};

}  // namespace goray
