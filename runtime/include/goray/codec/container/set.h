// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/container/sequence.h>

#include <cstddef>
#include <set>
#include <unordered_set>

namespace goray::wire {

/// Sets <-> `set`, a list on the wire. An element twice is one.
template <typename Set>
struct SetCodec {
  static Set Read(Reader& reader) {
    if (auto array = TryArrayAsLists<Set>(reader)) return *std::move(array);
    const std::size_t count = reader.ReadArray();
    const Nesting nesting(reader);
    Set value;
    for (std::size_t i = 0; i < count; ++i) {
      try {
        value.insert(Codec<typename Set::value_type>::Read(reader));
      } catch (CodecError& error) {
        error.AddIndex(i);
        throw;
      }
    }
    return value;
  }

  static void Write(Writer& writer, const Set& value) {
    writer.WriteArray(value.size());
    const NestedWrite nesting(writer);
    SequenceCodec<Set>::WriteItems(writer, value);
  }
};

}  // namespace goray::wire

namespace goray {

template <typename T, typename Compare>
struct Codec<std::set<T, Compare>> : wire::SetCodec<std::set<T, Compare>> {};

template <typename T, typename Hash, typename Equal>
struct Codec<std::unordered_set<T, Hash, Equal>>
    : wire::SetCodec<std::unordered_set<T, Hash, Equal>> {};

}  // namespace goray
