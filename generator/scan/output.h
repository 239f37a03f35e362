// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

namespace goray::scan {

std::optional<std::string> ReadTextFile(const std::string& path);

/// Writes `text` unless the file has it already: an unchanged time saves whoever depends on it a
/// rebuild. Makes missing folders. Throws std::system_error that names the file.
void WriteIfChanged(const std::string& path, const std::string& text);

/// A depfile in make's syntax.
std::string Depfile(const std::string& target, const std::set<std::string>& files);

}  // namespace goray::scan
