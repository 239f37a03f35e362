// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/placement_group.h>

#include "api/ask_python.h"

namespace goray {
namespace {

template <typename... Ts>
Value Ask(const std::string& function, const std::string& call, const Ts&... args) {
  return api::AskPython("goray._handlers.placement_groups:" + function, call, args...);
}

}  // namespace

bool PlacementGroup::Wait(Timeout timeout) const {
  const std::optional<double> seconds =
      timeout ? std::optional(timeout->count()) : std::optional<double>();
  return Ask("wait", "PlacementGroup::Wait()", id_, seconds).As<bool>();
}

void PlacementGroup::Remove() const { Ask("remove", "PlacementGroup::Remove()", id_); }

Option PlacementGroup::Bundle(int index) const {
  return {"scheduling_strategy", {{"placement_group", {{"id", id_}, {"bundle_index", index}}}}};
}

PlacementGroup NewPlacementGroup(const std::vector<std::map<std::string, double>>& bundles,
                                 const PlacementGroupOptions& options) {
  return PlacementGroup(Ask("create", "NewPlacementGroup()", bundles, options.strategy,
                            options.name, options.is_detached)
                            .As<std::string>());
}

PlacementGroup GetPlacementGroup(std::string_view name) {
  return PlacementGroup(Ask("find", "GetPlacementGroup()", name).As<std::string>());
}

}  // namespace goray
