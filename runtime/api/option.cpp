// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/option.h>

#include <algorithm>

#include "api/json.h"

namespace goray {
namespace {

// {"name", value}: a list of two whose first is a string.
bool IsMember(const OptionValue& item) {
  const auto* list = std::get_if<Any::List>(&item.any().variant());
  return list != nullptr && list->size() == 2 &&
         std::holds_alternative<std::string>(list->front().variant());
}

}  // namespace

OptionValue::OptionValue(std::initializer_list<OptionValue> items) {
  if (items.size() != 0 && std::ranges::all_of(items, IsMember)) {
    Any::Map map;
    for (const OptionValue& item : items)
      map.emplace_back(item.any().list()[0], item.any().list()[1]);
    value_ = Any(std::move(map));
    return;
  }
  Any::List list;
  for (const OptionValue& item : items) list.push_back(item.any());
  value_ = Any(std::move(list));
}

Options::Options(std::initializer_list<std::pair<std::string, OptionValue>> options) {
  for (const auto& [name, value] : options) Set(name, value);
}

void Options::Set(std::string_view name, const OptionValue& value) {
  const Any key(name);
  const auto place = std::ranges::find(map_, key, &Any::Map::value_type::first);
  if (place != map_.end()) {
    place->second = value.any();
  } else {
    map_.emplace_back(key, value.any());
  }
}

std::string Options::ToJson() const { return detail::ToJson(Any(map_)).dump(); }

}  // namespace goray
