// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <algorithm>
#include <span>

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

}  // namespace goray::rpyc
