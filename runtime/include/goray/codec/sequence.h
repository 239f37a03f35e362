// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <cstddef>

namespace goray::wire {

/// Containers that grow at their end <-> `list`; a tuple or an array of numbers is accepted.
template <typename Sequence>
struct SequenceCodec {
  using T = typename Sequence::value_type;

  static Sequence Read(Reader& reader) {
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
