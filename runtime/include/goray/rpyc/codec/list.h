// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/codec/array.h>
#include <goray/rpyc/codec/items.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace goray::rpyc {

/// A list. Any Python sequence or set of such items will do, and a numpy array of one dimension.
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
      throw UsageError("expected " + std::to_string(N) + " items, the server sent " +
                       std::to_string(items.size()));
    }
    std::array<T, N> result;
    std::ranges::move(items, result.begin());
    return result;
  }
};

}  // namespace goray::rpyc
