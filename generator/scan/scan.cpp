// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/scan.h"

#include <algorithm>

#include "generator/model/check.h"
#include "generator/model/order.h"

namespace goray::scan {
namespace {

/// Headers that several translation units include are mapped in each; equal nodes are kept once.
template <typename Node>
void MergeTypes(std::vector<Node>& nodes, std::vector<model::Diagnostic>& diagnostics) {
  std::vector<Node> merged;
  for (Node& node : nodes) {
    const auto same = std::ranges::find(merged, node.name, &Node::name);
    if (same == merged.end()) {
      merged.push_back(std::move(node));
    } else if (same->location != node.location) {
      diagnostics.push_back(model::MakeDiagnostic(model::catalogue::kTypeTwice, node.location,
                                                  {node.name},
                                                  {{same->location, "previously declared here"}}));
    }
  }
  nodes = std::move(merged);
}

/// What the user asked for, as he would write it.
std::string Shown(const Request& request, llvm::vfs::FileSystem& files) {
  const auto folder = files.getCurrentWorkingDirectory();
  std::string shown;
  for (const std::string& given : request.paths) {
    llvm::StringRef path = given;
    if (folder && path == *folder) path = ".";
    if (folder && path.consume_front(*folder)) path.consume_front("/");
    shown += (shown.empty() ? "" : ", ") + path.str();
  }
  return shown;
}

}  // namespace

Outcome Scan(const Request& request, const FileSystem& files) {
  Outcome outcome;
  model::Interface& interface = outcome.interface;
  interface.package = request.package;
  for (const TranslationUnit& unit : PlanParses(request, FindFiles(request, *files))) {
    Parse(request, unit, files, outcome);
  }
  std::erase_if(outcome.files_read,
                [&files](const std::string& file) { return !files->exists(file); });
  std::erase_if(outcome.files_read, [&request](const std::string& file) {
    return file.ends_with("/" + GeneratedHeader(request.package));
  });
  MergeTypes(interface.classes, outcome.diagnostics);
  MergeTypes(interface.structs, outcome.diagnostics);
  MergeTypes(interface.enums, outcome.diagnostics);
  for (model::Diagnostic& found : model::Check(interface))
    outcome.diagnostics.push_back(std::move(found));
  if (interface.files.empty() && outcome.diagnostics.empty()) {
    outcome.diagnostics.push_back(
        model::MakeDiagnostic(model::catalogue::kNothingMarked, {}, {Shown(request, *files)}));
  }
  model::Order(interface);
  return outcome;
}

}  // namespace goray::scan
