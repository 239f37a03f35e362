// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/app.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// In the table's order.
template <typename T>
std::vector<std::string_view> Names(std::span<const T> table) {
  std::vector<std::string_view> names;
  for (const T& item : table) names.push_back(NameOf(item));
  return names;
}

/// "there is no task 'Helo'; did you mean 'Hello'?", or all known names if none is near.
std::string NotFound(std::string_view what, std::string_view name,
                     std::span<const std::string_view> known);

}  // namespace goray::dispatch
