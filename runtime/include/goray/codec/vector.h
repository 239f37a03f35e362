// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <concepts>
#include <cstddef>
#include <vector>

namespace goray {

/// `std::vector<T>` <-> `list`; a tuple is accepted.
template <typename T>
struct Codec<std::vector<T>> {
  static std::vector<T> Read(wire::Reader& reader) {
    const std::size_t count = reader.ReadArray();
    const wire::Nesting nesting(reader);
    std::vector<T> value;
    value.reserve(reader.TakeRoom(count, sizeof(T)));
    try {
      while (value.size() < count) value.push_back(Codec<T>::Read(reader));
    } catch (wire::CodecError& error) {
      error.AddIndex(value.size());
      throw;
    }
    return value;
  }

  static void Write(wire::Writer& writer, const std::vector<T>& value) {
    writer.WriteArray(value.size());
    const wire::NestedWrite nesting(writer);
    if constexpr (std::same_as<T, double>) {
      return writer.WriteDoubles(value.size(), [&](std::size_t i) { return value[i]; });
    }
    std::size_t index = 0;
    try {
      for (; index < value.size(); ++index) Codec<T>::Write(writer, value[index]);
    } catch (wire::CodecError& error) {
      error.AddIndex(index);
      throw;
    }
  }
};

}  // namespace goray
