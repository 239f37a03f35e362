// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/container/sequence.h>

#include <array>
#include <cstddef>
#include <string>

namespace goray {

/// `std::array<T, N>` <-> `list`, whose length is checked.
template <typename T, std::size_t kSize>
struct Codec<std::array<T, kSize>> {
  static std::array<T, kSize> Read(wire::Reader& reader) {
    if (auto array = wire::TryArrayAsLists<std::array<T, kSize>>(reader)) return *std::move(array);
    if (const std::size_t count = reader.ReadArray(); count != kSize) {
      throw wire::CodecError(wire::Fault::kValue, "expected a list of " + std::to_string(kSize) +
                                                      " items, got " + std::to_string(count));
    }
    const wire::Nesting nesting(reader);
    std::array<T, kSize> value{};
    std::size_t index = 0;
    try {
      for (; index < kSize; ++index) value[index] = Codec<T>::Read(reader);
    } catch (wire::CodecError& error) {
      error.AddIndex(index);
      throw;
    }
    return value;
  }

  static void Write(wire::Writer& writer, const std::array<T, kSize>& value) {
    writer.WriteArray(kSize);
    const wire::NestedWrite nesting(writer);
    wire::SequenceCodec<std::array<T, kSize>>::WriteItems(writer, value);
  }
};

}  // namespace goray
