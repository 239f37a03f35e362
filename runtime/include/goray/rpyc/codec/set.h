// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/codec/items.h>

#include <set>
#include <unordered_set>

namespace goray::rpyc {

/// A set.
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

}  // namespace goray::rpyc
