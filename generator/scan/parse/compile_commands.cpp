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

/// Without inputs, outputs, what the database has added for Clang, and a precompiled header, in which
/// annotations are nothing.
std::vector<std::string> WithoutFiles(const CompileCommand& command) {
  constexpr std::array<llvm::StringRef, 4> kOutputs = {"-o", "-MF", "-MT", "-MQ"};
  constexpr std::array<llvm::StringRef, 9> kMakesOutput = {
      "-c", "-S", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG", "-save-temps"};
  const std::string input = Absolute(command.Filename, command.Directory);
  const bool is_clang = llvm::sys::path::filename(command.CommandLine[0]).contains("clang");
  const auto is_left_out = [&](llvm::StringRef word) {
    return llvm::is_contained(kMakesOutput, word) || word.starts_with("-fdeps-") ||
           word.starts_with("--driver-mode=") || (!is_clang && word.starts_with("--target=")) ||
           (!word.starts_with("-") && Absolute(word, command.Directory) == input);
  };
  std::vector<std::string> left;
  const std::vector<std::string>& words = command.CommandLine;
  for (std::size_t i = 1; i < words.size() && words[i] != "--"; ++i) {
    const llvm::StringRef word = words[i];
    const bool is_pch = word == "-Xclang" && i + 3 < words.size() && words[i + 1] == "-include-pch";
    if (is_pch) {
      i += 3;
    } else if (llvm::is_contained(kOutputs, word)) {
      ++i;
    } else if (!is_left_out(word)) {
      left.push_back(words[i]);
    }
  }
  return left;
}

std::vector<CompileCommand> CommandsFor(const std::string& file, const std::string& folder) {
  std::string error;
  std::unique_ptr<CompilationDatabase> commands =
      folder.empty() ? CompilationDatabase::autoDetectFromSource(file, error)
                     : CompilationDatabase::loadFromDirectory(folder, error);
  if (!commands) return {};
  // A header has no command of its own; that of the source with the nearest path is taken.
  commands = clang::tooling::inferMissingCompileCommands(std::move(commands));
  return commands->getCompileCommands(file);
}

}  // namespace

void AddCompiler(const std::string& file, const std::string& folder, TranslationUnit& unit) {
  const std::vector<CompileCommand> found = CommandsFor(file, folder);
  if (found.empty() || found.front().CommandLine.empty()) return;
  unit.compiler = found.front().CommandLine.front();
  unit.compiler_flags = WithoutFiles(found.front());
  unit.folder = found.front().Directory;
}

std::optional<std::vector<std::string>> CompileCommandFlags(const std::string& file,
                                                            const std::string& folder) {
  const std::vector<CompileCommand> found = CommandsFor(file, folder);
  return found.empty() ? std::nullopt : std::optional(Clean(found.front()));
}

}  // namespace goray::scan
