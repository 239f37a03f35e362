// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/base.h>

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

namespace goray::wire {

/// Reads or writes the items of a tuple one after another; an error names the item's index.
template <typename Tuple>
struct TupleItems {
  static Tuple Read(Reader& reader) {
    return [&]<std::size_t... kIndices>(std::index_sequence<kIndices...>) {
      return Tuple{ReadItem<kIndices>(reader)...};  // braces: evaluated from left to right
    }(std::make_index_sequence<std::tuple_size_v<Tuple>>());
  }
  static void Write(Writer& writer, const Tuple& value) {
    [&]<std::size_t... kIndices>(std::index_sequence<kIndices...>) {
      (WriteItem<kIndices>(writer, std::get<kIndices>(value)), ...);
    }(std::make_index_sequence<std::tuple_size_v<Tuple>>());
  }

 private:
  template <std::size_t kIndex>
  static auto ReadItem(Reader& reader) {
    try {
      return Codec<std::tuple_element_t<kIndex, Tuple>>::Read(reader);
    } catch (CodecError& error) {
      error.AddIndex(kIndex);
      throw;
    }
  }
  template <std::size_t kIndex>
  static void WriteItem(Writer& writer, const std::tuple_element_t<kIndex, Tuple>& item) {
    try {
      Codec<std::tuple_element_t<kIndex, Tuple>>::Write(writer, item);
    } catch (CodecError& error) {
      error.AddIndex(kIndex);
      throw;
    }
  }
};

/// Tuples and pairs <-> `tuple`, one array; its length is checked.
template <typename Tuple>
struct TupleCodec {
  static Tuple Read(Reader& reader) {
    if (auto array = TryArrayAsLists<Tuple>(reader)) return *std::move(array);
    constexpr std::size_t kSize = std::tuple_size_v<Tuple>;
    if (const std::size_t count = reader.ReadArray(); count != kSize) {
      throw CodecError(Fault::kValue, "expected a tuple of " + std::to_string(kSize) +
                                          " items, got " + std::to_string(count));
    }
    const Nesting nesting(reader);
    return TupleItems<Tuple>::Read(reader);
  }
  static void Write(Writer& writer, const Tuple& value) {
    writer.WriteArray(std::tuple_size_v<Tuple>);
    const NestedWrite nesting(writer);
    TupleItems<Tuple>::Write(writer, value);
  }
};

}  // namespace goray::wire

namespace goray {

template <typename... Ts>
struct Codec<std::tuple<Ts...>> : wire::TupleCodec<std::tuple<Ts...>> {};

template <typename A, typename B>
struct Codec<std::pair<A, B>> : wire::TupleCodec<std::pair<A, B>> {};

}  // namespace goray
