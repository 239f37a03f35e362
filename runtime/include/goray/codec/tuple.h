// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return Tuple{ReadItem<I>(reader)...};  // braces: evaluated from left to right
    }(std::make_index_sequence<std::tuple_size_v<Tuple>>());
  }
  static void Write(Writer& writer, const Tuple& value) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (WriteItem<I>(writer, std::get<I>(value)), ...);
    }(std::make_index_sequence<std::tuple_size_v<Tuple>>());
  }

 private:
  template <std::size_t I>
  static auto ReadItem(Reader& reader) {
    try {
      return Codec<std::tuple_element_t<I, Tuple>>::Read(reader);
    } catch (CodecError& error) {
      error.AddIndex(I);
      throw;
    }
  }
  template <std::size_t I>
  static void WriteItem(Writer& writer, const std::tuple_element_t<I, Tuple>& item) {
    try {
      Codec<std::tuple_element_t<I, Tuple>>::Write(writer, item);
    } catch (CodecError& error) {
      error.AddIndex(I);
      throw;
    }
  }
};

/// Tuples and pairs <-> `tuple`, one array; its length is checked.
template <typename Tuple>
struct TupleCodec {
  static Tuple Read(Reader& reader) {
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
