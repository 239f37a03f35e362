// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/codec/items.h>

#include <string>
#include <tuple>
#include <utility>

namespace goray::rpyc {

/// A tuple.
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
                       ", the server sent " + std::to_string(items.size()));
    }
    [[maybe_unused]] auto next = items.begin();
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
