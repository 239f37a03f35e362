// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/output.h"

#include <llvm/Support/MemoryBuffer.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

std::string Escaped(const std::string& path) {
  std::string escaped;
  for (const char c : path) {
    if (c == ' ' || c == '#') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::optional<std::string> ReadTextFile(const std::string& path) {
  const FileText read = ReadRegularFile(*llvm::vfs::getRealFileSystem(), path);
  return read.text ? std::optional(read.text->getBuffer().str()) : std::nullopt;
}

void WriteIfChanged(const std::string& path, const std::string& text) {
  if (ReadTextFile(path) == text) return;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
}

std::string Depfile(const std::string& target, const std::set<std::string>& files) {
  std::string text = Escaped(target) + ":";
  for (const std::string& file : files) text += " \\\n  " + Escaped(file);
  return text + "\n";
}

}  // namespace goray::scan
