// SPDX-License-Identifier: Apache-2.0
// Placement groups: resources of several nodes, or of one, that are reserved together.
#pragma once

#include <goray/object_ref.h>
#include <goray/option.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace goray {

/// A placement group of Ray's, whoever made it. Copies mean the same group. It lasts until `Remove`, or until its job ends.
///
/// Example:
///   const goray::PlacementGroup group = goray::NewPlacementGroup({{{"CPU", 1}}, {{"CPU", 2}}});
///   if (!group.Wait(std::chrono::seconds(30))) throw std::runtime_error("the cluster is too small");
///   goray::RemoteCall("Train", data, group.Bundle(1), goray::Option("num_cpus", 2));
class PlacementGroup {
 public:
  /// `id`: hexadecimal, as `id()` and Ray's tools have it.
  explicit PlacementGroup(std::string id) : id_(std::move(id)) {}

  const std::string& id() const { return id_; }
  /// Whether its resources are reserved within the time.
  bool Wait(Timeout timeout = {}) const;
  /// Gives the resources back; what runs in it ends.
  void Remove() const;
  /// The option of a task or actor that runs in its bundle `index`, from 0; -1: in any.
  Option Bundle(int index = -1) const;

 private:
  std::string id_;
};

/// How a placement group is made.
struct PlacementGroupOptions {
  std::string strategy = "PACK";  ///< Or "SPREAD", "STRICT_PACK", "STRICT_SPREAD".
  std::string name = {};          ///< For `GetPlacementGroup`.
  bool is_detached = false;       ///< Whether it outlives its job.
};

/// Asks Ray for `bundles`, each with the resources of one node, by name; they are there once `Wait` says so. Throws Error for what Ray
/// does not take.
PlacementGroup NewPlacementGroup(const std::vector<std::map<std::string, double>>& bundles,
                                 const PlacementGroupOptions& options = {});

/// The group of this name in the current Ray namespace. Throws Error if there is none.
PlacementGroup GetPlacementGroup(std::string_view name);

}  // namespace goray
