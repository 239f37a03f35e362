// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/dispatch/app.h>

#include <algorithm>
#include <span>
#include <string_view>

namespace goray::dispatch {

inline std::string_view NameOf(const Callable& callable) { return callable.name; }
inline std::string_view NameOf(const Actor& actor) { return actor.factory.name; }

/// In a table sorted by name; null if it is not there.
template <typename T>
const T* Find(std::span<const T> table, std::string_view name) {
  const auto place =
      std::ranges::lower_bound(table, name, {}, [](const T& item) { return NameOf(item); });
  return place != table.end() && NameOf(*place) == name ? &*place : nullptr;
}

}  // namespace goray::dispatch
