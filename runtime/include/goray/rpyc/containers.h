// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "array.h"
#include "convert.h"

/// Containers: list, tuple, set, dict. Where a C++ list is asked for, any Python sequence or set of
/// such items will do, and a numpy array of one dimension.
namespace goray::rpyc {

inline std::span<const rpyc_value_t> Sequence(const rpyc_value_t& value, const char* expected) {
  if (value.kind < RPYC_LIST || value.kind > RPYC_FROZENSET) ThrowWrongType(expected, value);
  return ItemsOf(value);
}

template <typename Range>
rpyc_value_t PackItems(std::uint32_t kind, const Range& range, Pool& pool) {
  using Item = typename Range::value_type;
  std::span<rpyc_value_t> items = pool.Items(range.size());
  std::ranges::transform(range, items.begin(),
                         [&](const Item& item) { return Codec<Item>::Pack(item, pool); });
  return MakeValue(kind, items);
}

template <typename T>
struct Codec<std::vector<T>> {
  static rpyc_value_t Pack(const std::vector<T>& value, Pool& pool) {
    return PackItems(RPYC_LIST, value, pool);
  }
  static std::vector<T> Unpack(const rpyc_value_t& value) {
    if constexpr (ArrayItem<T>) {
      if (value.kind == RPYC_ARRAY && value.as.array->ndim == 1)
        return Codec<Array<T>>::Unpack(value).data;
    }
    std::vector<T> result;
    std::span<const rpyc_value_t> items = Sequence(value, "a list");
    result.reserve(items.size());
    for (const rpyc_value_t& item : items) result.push_back(Codec<T>::Unpack(item));
    return result;
  }
};

template <typename T, std::size_t N>
struct Codec<std::array<T, N>> {
  static rpyc_value_t Pack(const std::array<T, N>& value, Pool& pool) {
    return PackItems(RPYC_LIST, value, pool);
  }
  static std::array<T, N> Unpack(const rpyc_value_t& value) {
    std::vector<T> items = Codec<std::vector<T>>::Unpack(value);
    if (items.size() != N) {
      throw UsageError("expected " + std::to_string(N) + " items, the server gave " +
                       std::to_string(items.size()));
    }
    std::array<T, N> result;
    std::ranges::move(items, result.begin());
    return result;
  }
};

template <typename Set>
struct SetCodec {
  static rpyc_value_t Pack(const Set& value, Pool& pool) {
    return PackItems(RPYC_SET, value, pool);
  }
  static Set Unpack(const rpyc_value_t& value) {
    Set result;
    for (const rpyc_value_t& item : Sequence(value, "a set")) {
      result.insert(Codec<typename Set::value_type>::Unpack(item));
    }
    return result;
  }
};
template <typename T>
struct Codec<std::set<T>> : SetCodec<std::set<T>> {};
template <typename T>
struct Codec<std::unordered_set<T>> : SetCodec<std::unordered_set<T>> {};

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

template <typename... T>
struct Codec<std::tuple<T...>> {
  static rpyc_value_t Pack(const std::tuple<T...>& value, Pool& pool) {
    std::span<rpyc_value_t> items = pool.Items(sizeof...(T));
    std::apply([&, next = items.begin()](
                   const T&... item) mutable { ((*next++ = Codec<T>::Pack(item, pool)), ...); },
               value);
    return MakeValue(RPYC_TUPLE, items);
  }
  static std::tuple<T...> Unpack(const rpyc_value_t& value) {
    std::span<const rpyc_value_t> items = Sequence(value, "a tuple");
    if (items.size() != sizeof...(T)) {
      throw UsageError("expected a tuple of " + std::to_string(sizeof...(T)) +
                       ", the server gave " + std::to_string(items.size()));
    }
    auto next = items.begin();
    return std::tuple<T...>{Codec<T>::Unpack(*next++)...};
  }
};
template <typename A, typename B>
struct Codec<std::pair<A, B>> {
  static rpyc_value_t Pack(const std::pair<A, B>& value, Pool& pool) {
    std::span<rpyc_value_t> items = pool.Items(2);
    items[0] = Codec<A>::Pack(value.first, pool);
    items[1] = Codec<B>::Pack(value.second, pool);
    return MakeValue(RPYC_TUPLE, items);
  }
  static std::pair<A, B> Unpack(const rpyc_value_t& value) {
    auto [first, second] = Codec<std::tuple<A, B>>::Unpack(value);
    return {std::move(first), std::move(second)};
  }
};

}  // namespace goray::rpyc
