// SPDX-License-Identifier: Apache-2.0
#include "generator/model/order.h"

#include <algorithm>
#include <filesystem>

namespace goray::model {
namespace {

/// Overloads stay in the order of their declaration.
template <typename Node, typename Key>
void SortBy(std::vector<Node>& nodes, Key key) {
  std::ranges::stable_sort(nodes, {}, key);
}

std::string Relative(const std::string& file, const std::filesystem::path& root) {
  const std::filesystem::path path(file);
  const auto first_folder = [](const std::filesystem::path& from) {
    const std::filesystem::path tail = from.relative_path();
    return tail.empty() ? tail : *tail.begin();
  };
  if (first_folder(path) != first_folder(root)) return path.filename().string();
  return path.lexically_relative(root).generic_string();
}

}  // namespace

void Order(Interface& interface) {
  SortBy(interface.files, &File::path);
  SortBy(interface.tasks, &Callable::name);
  SortBy(interface.actors, [](const Actor& actor) { return actor.factory.name; });
  SortBy(interface.classes, &Class::name);
  for (Class& node : interface.classes) SortBy(node.methods, &Callable::name);
  SortBy(interface.structs, &Struct::name);
  SortBy(interface.enums, &Enum::name);
  SortBy(interface.opaques, &Opaque::name);
}

void MakeRelative(Interface& interface, const std::string& root) {
  const auto apply = [&root](auto& node) {
    node.location.file = Relative(node.location.file, root);
  };
  for (File& file : interface.files) file.path = Relative(file.path, root);
  std::ranges::for_each(interface.tasks, apply);
  for (Actor& actor : interface.actors) apply(actor.factory);
  for (Class& node : interface.classes) {
    apply(node);
    std::ranges::for_each(node.methods, apply);
  }
  std::ranges::for_each(interface.structs, apply);
  std::ranges::for_each(interface.enums, apply);
  std::ranges::for_each(interface.opaques, apply);
  std::ranges::for_each(interface.drivers, apply);
  std::ranges::for_each(interface.options, apply);
}

}  // namespace goray::model
