// SPDX-License-Identifier: Apache-2.0
#include <clang/Tooling/CompilationDatabase.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <array>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::tooling::CompilationDatabase;
using clang::tooling::CompileCommand;

/// g++ flags that Clang's driver calls errors. Unknown -W flags are only warnings.
constexpr std::array<llvm::StringRef, 12> kOnlyGcc = {"-fno-canonical-system-headers",
                                                      "-fmodules-ts",
                                                      "-fmodule-mapper=",
                                                      "-fdeps-format=",
                                                      "-fconcepts-diagnostics-depth=",
                                                      "-fno-gnu-unique",
                                                      "-fcoroutines",
                                                      "-fconcepts",
                                                      "-fno-ipa",
                                                      "-fipa",
                                                      "-fno-var-tracking",
                                                      "-fvar-tracking"};
constexpr std::array<llvm::StringRef, 6> kWithValue = {"-o", "-MF", "-MT", "-MQ", "--param", "-x"};
constexpr std::array<llvm::StringRef, 8> kDropped = {"-c",  "-S",  "-E",   "-M",
                                                     "-MM", "-MD", "-MMD", "-MP"};
/// Flags whose value is a path relative to the command's folder.
constexpr std::array<llvm::StringRef, 5> kPathFlags = {"-isystem", "-iquote", "-idirafter",
                                                       "-include", "-I"};

bool StartsWithAny(llvm::StringRef word, llvm::ArrayRef<llvm::StringRef> prefixes) {
  return std::ranges::any_of(prefixes,
                             [word](llvm::StringRef prefix) { return word.starts_with(prefix); });
}

std::string Absolute(llvm::StringRef path, const std::string& folder) {
  llvm::SmallString<128> absolute(path);
  llvm::sys::fs::make_absolute(folder, absolute);
  return absolute.str().str();
}

std::vector<std::string> Clean(const CompileCommand& command) {
  std::vector<std::string> flags;
  const std::vector<std::string>& words = command.CommandLine;
  for (std::size_t i = 1; i < words.size() && words[i] != "--"; ++i) {
    const llvm::StringRef word = words[i];
    if (llvm::is_contained(kWithValue, word)) {
      ++i;
    } else if (llvm::is_contained(kDropped, word) || StartsWithAny(word, kOnlyGcc) ||
               !word.starts_with("-")) {
      continue;
    } else if (llvm::is_contained(kPathFlags, word) && i + 1 < words.size()) {
      flags.insert(flags.end(), {word.str(), Absolute(words[++i], command.Directory)});
    } else if (word.starts_with("-I")) {
      flags.push_back("-I" + Absolute(word.drop_front(2), command.Directory));
    } else {
      flags.push_back(word.str());
      const bool takes_value =
          word == "-D" || word == "-U" || word == "-Xclang" || word == "-target";
      if (takes_value && i + 1 < words.size()) flags.push_back(words[++i]);
    }
  }
  return flags;
}

}  // namespace

std::optional<std::vector<std::string>> CompileCommandFlags(const std::string& file,
                                                            const std::string& folder) {
  std::string error;
  std::unique_ptr<CompilationDatabase> commands =
      folder.empty() ? CompilationDatabase::autoDetectFromSource(file, error)
                     : CompilationDatabase::loadFromDirectory(folder, error);
  if (!commands) return std::nullopt;
  // A header has no command of its own; that of the source with the nearest path is taken.
  commands = clang::tooling::inferMissingCompileCommands(std::move(commands));
  const std::vector<CompileCommand> found = commands->getCompileCommands(file);
  return found.empty() ? std::nullopt : std::optional(Clean(found.front()));
}

}  // namespace goray::scan
