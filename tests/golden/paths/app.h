// SPDX-License-Identifier: Apache-2.0
// Paths of the standard library.
#pragma once
#include <goray/goray.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace paths {

struct Entry {
  std::filesystem::path file;
  std::optional<std::filesystem::path> target;
};

struct GORAY_TASKS Tasks {
  std::filesystem::path Echo(std::filesystem::path path) const { return path; }
  std::string Stem(const std::filesystem::path& path) const { return path.stem().string(); }
  std::vector<std::filesystem::path> Parents(std::filesystem::path path) const {
    std::vector<std::filesystem::path> parents;
    while (path.has_relative_path()) parents.push_back(path = path.parent_path());
    return parents;
  }
  std::optional<std::filesystem::path> Maybe(std::optional<std::filesystem::path> path) const {
    return path;
  }
  std::map<std::string, std::filesystem::path> Named(
      const std::vector<std::filesystem::path>& paths) const {
    std::map<std::string, std::filesystem::path> named;
    for (const std::filesystem::path& path : paths) named[path.filename().string()] = path;
    return named;
  }
  Entry Link(Entry entry) const { return entry; }
  std::filesystem::path Latin1() const { return "caf\xE9"; }
  std::filesystem::path Temporary(std::filesystem::path path = "/tmp") const { return path; }
};

}  // namespace paths
