// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <map>
#include <unordered_map>

namespace goray::rpyc {

/// A dict.
template <typename Map>
struct MapCodec {
  using Key = typename Map::key_type;
  using Item = typename Map::mapped_type;
  static rpyc_value_t Pack(const Map& value, Pool& pool) {
    std::span<rpyc_value_t> items = pool.Items(2 * value.size());
    auto next = items.begin();
    for (const auto& [key, item] : value) {
      *next++ = Codec<Key>::Pack(key, pool);
      *next++ = Codec<Item>::Pack(item, pool);
    }
    rpyc_value_t packed = MakeValue(RPYC_DICT, items);
    packed.size /= 2;
    return packed;
  }
  static Map Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_DICT) ThrowWrongType("a dict", value);
    Map result;
    for (std::size_t i = 0; i < value.size; ++i) {
      result.insert_or_assign(Codec<Key>::Unpack(value.as.items[2 * i]),
                              Codec<Item>::Unpack(value.as.items[2 * i + 1]));
    }
    return result;
  }
};
template <typename K, typename V>
struct Codec<std::map<K, V>> : MapCodec<std::map<K, V>> {};
template <typename K, typename V>
struct Codec<std::unordered_map<K, V>> : MapCodec<std::unordered_map<K, V>> {};

}  // namespace goray::rpyc
