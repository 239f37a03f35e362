// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/base.h>
#include <goray/wire/array.h>

#include <cstddef>
#include <cstring>
#include <optional>
#include <span>

namespace goray::wire {

/// Containers that grow at their end <-> `list`; a tuple or an array of numbers is accepted.
template <typename Sequence>
struct SequenceCodec {
  using T = typename Sequence::value_type;

  static Sequence Read(Reader& reader) {
    if (reader.ExtIsNext()) [[unlikely]] {
      if (auto array = FromArray(reader)) return *std::move(array);
    }
    const std::size_t count = reader.ReadArray();
    const Nesting nesting(reader);
    Sequence value;
    if constexpr (requires { value.reserve(count); })
      value.reserve(reader.TakeRoom(count, sizeof(T)));
    try {
      while (value.size() < count) value.push_back(Codec<T>::Read(reader));
    } catch (CodecError& error) {
      error.AddIndex(value.size());
      throw;
    }
    return value;
  }

  /// Of an array, if one comes next: by one copy if the items are of the very type.
  static std::optional<Sequence> FromArray(Reader& reader) {
    if constexpr (NumberItem<T> && requires(Sequence s) { std::span<T>(s); }) {
      Reader next = reader;
      const std::optional<EncodedArray> array = TryArray(next);
      if (array && array->shape.size() == 1 && array->dtype == DtypeOf<T>()) {
        reader = next;
        Sequence value(array->shape[0]);
        if (!value.empty()) std::memcpy(value.data(), array->items.data(), array->items.size());
        return value;
      }
    }
    return TryArrayAsLists<Sequence>(reader);
  }

  static void Write(Writer& writer, const Sequence& value) {
    writer.WriteArray(value.size());
    const NestedWrite nesting(writer);
    WriteItems(writer, value);
  }

  /// Of any range.
  template <typename Range>
  static void WriteItems(Writer& writer, const Range& value) {
    std::size_t index = 0;
    try {
      for (const T& item : value) {
        Codec<T>::Write(writer, item);
        ++index;
      }
    } catch (CodecError& error) {
      error.AddIndex(index);
      throw;
    }
  }
};

}  // namespace goray::wire
