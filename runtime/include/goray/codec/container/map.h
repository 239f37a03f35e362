// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/codec/container/key.h>

#include <cstddef>
#include <map>
#include <unordered_map>
#include <utility>

namespace goray::wire {

/// Maps <-> `dict`. Keys are strings, integers, bools and enums; a key twice is a ValueError.
template <typename Map>
struct MapCodec {
  using K = typename Map::key_type;
  using V = typename Map::mapped_type;

  static Map Read(Reader& reader) {
    const std::size_t count = reader.ReadMap();
    const Nesting nesting(reader);
    Map value;
    for (std::size_t i = 0; i < count; ++i) {
      K key = Codec<K>::Read(reader);
      try {
        const auto [place, is_new] = value.try_emplace(std::move(key), Codec<V>::Read(reader));
        if (!is_new) throw CodecError(Fault::kValue, "the key occurs twice");
      } catch (CodecError& error) {
        error.AddKey(KeyText(key));
        throw;
      }
    }
    return value;
  }

  static void Write(Writer& writer, const Map& value) {
    writer.WriteMap(value.size());
    const NestedWrite nesting(writer);
    for (const auto& [key, item] : value) {
      try {
        Codec<K>::Write(writer, key);
        Codec<V>::Write(writer, item);
      } catch (CodecError& error) {
        error.AddKey(KeyText(key));
        throw;
      }
    }
  }
};

}  // namespace goray::wire

namespace goray {

template <typename K, typename V, typename Compare>
struct Codec<std::map<K, V, Compare>> : wire::MapCodec<std::map<K, V, Compare>> {};

template <typename K, typename V, typename Hash, typename Equal>
struct Codec<std::unordered_map<K, V, Hash, Equal>>
    : wire::MapCodec<std::unordered_map<K, V, Hash, Equal>> {};

}  // namespace goray
