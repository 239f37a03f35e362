// SPDX-License-Identifier: Apache-2.0
// A compiler's command line -> the flags with which Clang reads the same code. docs/design.md says
// what is dropped, and why.
#include <clang/Driver/Options.h>
#include <clang/Tooling/CompilationDatabase.h>
#include <llvm/Option/ArgList.h>
#include <llvm/Option/OptTable.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/Path.h>

#include <algorithm>
#include <array>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

namespace options = clang::driver::options;
using clang::tooling::CompilationDatabase;
using clang::tooling::CompileCommand;
using llvm::opt::Arg;
using llvm::opt::ArgList;
using llvm::opt::Option;

/// What to make, where from and where to: goray-scan has its own.
constexpr std::array kTask = {options::OPT_c,           options::OPT_S, options::OPT_E,
                              options::OPT_o,           options::OPT_x, options::OPT_M_Group,
                              options::OPT_fsyntax_only};
/// What changes no declaration, and what only the compiler's own version may know: warnings, debug
/// information, link-time optimisation, sanitizers, coverage and colours.
constexpr std::array kIrrelevant = {options::OPT_W_Group,    options::OPT_g_Group,
                                    options::OPT_flto_EQ,    options::OPT_flto,
                                    options::OPT_Link_Group, options::OPT_fsanitize_EQ,
                                    options::OPT_pedantic,   options::OPT_pedantic_errors,
                                    options::OPT_fuse_ld_EQ, options::OPT__param};
/// Options whose value is a path relative to the command's folder.
constexpr std::array kPaths = {options::OPT_I,          options::OPT_isystem, options::OPT_iquote,
                               options::OPT_idirafter,  options::OPT_include, options::OPT_imacros,
                               options::OPT__sysroot_EQ};

template <std::size_t kSize>
bool IsOneOf(const Arg& argument, const std::array<options::ID, kSize>& ids) {
  return std::ranges::any_of(
      ids, [&argument](options::ID id) { return argument.getOption().matches(id); });
}

std::string Absolute(llvm::StringRef path, const std::string& folder) {
  llvm::SmallString<128> absolute(path);
  llvm::sys::fs::make_absolute(folder, absolute);
  return absolute.str().str();
}

/// Of what is meant for Clang's inner command line, as CMake gives it a precompiled header, only the
/// header's text is used: `-Xclang -include -Xclang all.h`.
void AppendIncluded(const ArgList& arguments, const std::string& folder,
                    std::vector<std::string>& flags) {
  const std::vector<std::string> inner = arguments.getAllArgValues(options::OPT_Xclang);
  for (std::size_t i = 0; i + 1 < inner.size(); ++i) {
    if (inner[i] == "-include")
      flags.insert(flags.end(), {"-include", Absolute(inner[i + 1], folder)});
  }
}

std::vector<std::string> Clean(const CompileCommand& command) {
  std::vector<const char*> words;
  for (std::size_t i = 1; i < command.CommandLine.size() && command.CommandLine[i] != "--"; ++i) {
    words.push_back(command.CommandLine[i].c_str());
  }
  unsigned missing_index = 0;
  unsigned missing_count = 0;
  const llvm::opt::InputArgList arguments = clang::driver::getDriverOptTable().ParseArgs(
      words, missing_index, missing_count, llvm::opt::Visibility(options::ClangOption));
  std::vector<std::string> flags = CompilerHeaderFlags(command.CommandLine.front());
  for (const Arg* argument : arguments) {
    const Option& option = argument->getOption();
    const bool has_meaning =
        option.getKind() != Option::InputClass && option.getKind() != Option::UnknownClass;
    if (!has_meaning || option.matches(options::OPT_Xclang) || IsOneOf(*argument, kTask) ||
        IsOneOf(*argument, kIrrelevant)) {
      continue;
    }
    if (IsOneOf(*argument, kPaths)) {
      const std::string path = Absolute(argument->getValue(), command.Directory);
      if (option.matches(options::OPT__sysroot_EQ)) {
        flags.push_back("--sysroot=" + path);
      } else {
        flags.insert(flags.end(), {option.getPrefixedName().str(), path});
      }
    } else {
      llvm::opt::ArgStringList rendered;
      argument->renderAsInput(arguments, rendered);
      flags.insert(flags.end(), rendered.begin(), rendered.end());
    }
  }
  AppendIncluded(arguments, command.Directory, flags);
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
  if (file == kHeadersFile && folder.empty()) return {};
  std::string error;
  auto commands = folder.empty() ? CompilationDatabase::autoDetectFromSource(file, error)
                                 : CompilationDatabase::loadFromDirectory(folder, error);
  if (!commands) return {};
  commands =
      clang::tooling::expandResponseFiles(std::move(commands), llvm::vfs::getRealFileSystem());
  std::vector<CompileCommand> found = commands->getCompileCommands(file);
  if (!found.empty() || file == kHeadersFile) return found;
  // A header has no command of its own; that of the source with the nearest path is taken.
  commands = clang::tooling::inferMissingCompileCommands(std::move(commands));
  return commands->getCompileCommands(file);
}

}  // namespace

bool AddFlags(const Request& request, const std::string& file, TranslationUnit& unit) {
  if (request.flags) {
    unit.flags = *request.flags;
    return true;
  }
  const std::vector<CompileCommand> found = CommandsFor(file, request.compile_commands);
  if (found.empty() || found.front().CommandLine.empty()) return false;
  const CompileCommand& command = found.front();
  unit.flags = Clean(command);
  unit.compiler = command.CommandLine.front();
  unit.compiler_flags = WithoutFiles(command);
  unit.folder = command.Directory;
  return true;
}

}  // namespace goray::scan
