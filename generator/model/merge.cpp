// SPDX-License-Identifier: Apache-2.0
#include "generator/model/merge.h"

#include <algorithm>

#include "generator/model/catalogue.h"

namespace goray::model {
namespace {

template <typename Node>
void Merge(std::vector<Node>& nodes, std::vector<Diagnostic>& diagnostics) {
  std::vector<Node> merged;
  for (Node& node : nodes) {
    const auto same = std::ranges::find(merged, node.name, &Node::name);
    if (same == merged.end()) {
      merged.push_back(std::move(node));
    } else if (same->location != node.location) {
      diagnostics.push_back(MakeDiagnostic(catalogue::kTypeTwice, node.location, {node.name},
                                           {{same->location, "previously declared here"}}));
    }
  }
  nodes = std::move(merged);
}

}  // namespace

std::vector<Diagnostic> MergeTypes(Interface& interface) {
  std::vector<Diagnostic> diagnostics;
  Merge(interface.classes, diagnostics);
  Merge(interface.structs, diagnostics);
  Merge(interface.enums, diagnostics);
  Merge(interface.opaques, diagnostics);
  return diagnostics;
}

}  // namespace goray::model
