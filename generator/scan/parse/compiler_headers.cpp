// SPDX-License-Identifier: Apache-2.0
// Another compiler's target and headers -> the flags with which Clang uses the same.
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include <map>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

constexpr unsigned kSeconds = 20;

/// The first line that `compiler` prints for `question`; empty if it does not answer.
std::string Ask(const std::string& compiler, llvm::StringRef question) {
  llvm::SmallString<128> output;
  if (llvm::sys::fs::createTemporaryFile("goray-scan", "txt", output)) return "";
  const llvm::StringRef nowhere;
  const int code = llvm::sys::ExecuteAndWait(compiler, {compiler, question}, std::nullopt,
                                             {nowhere, llvm::StringRef(output), nowhere}, kSeconds);
  const auto text = llvm::MemoryBuffer::getFile(output);
  (void)llvm::sys::fs::remove(output);
  if (code != 0 || !text) return "";
  return (*text)->getBuffer().split('\n').first.trim().str();
}

/// Vendors are only names: x86_64-linux-gnu is x86_64-pc-linux-gnu.
bool IsHost(const std::string& target) {
  const llvm::Triple asked(llvm::Triple::normalize(target));
  const llvm::Triple host(llvm::sys::getDefaultTargetTriple());
  return asked.getArch() == host.getArch() && asked.getOS() == host.getOS() &&
         asked.getEnvironment() == host.getEnvironment();
}

std::vector<std::string> Find(const std::string& name) {
  std::vector<std::string> flags;
  const auto compiler = llvm::sys::findProgramByName(name);
  if (!compiler) return flags;
  const std::string target = Ask(*compiler, "-dumpmachine");
  if (!target.empty() && !IsHost(target)) flags.push_back("--target=" + target);
  const std::string libgcc = Ask(*compiler, "-print-libgcc-file-name");
  const std::string folder = llvm::sys::path::parent_path(libgcc).str();
  // Clang's own runtime library has no such folder beside it; then Clang chooses as that Clang did.
  if (!llvm::sys::fs::exists(folder + "/include/stddef.h")) return flags;
  flags.push_back("--gcc-install-dir=" + folder);
  // Headers that only g++ has, behind Clang's own, <quadmath.h> and <omp.h>, and what Clang does not
  // know in them.
  flags.insert(flags.end(), {"-idirafter", folder + "/include", "-D__malloc__(...)=__malloc__"});
  // Elsewhere the C library tells Clang what it is.
  const llvm::Triple triple(target.empty() ? llvm::sys::getDefaultTargetTriple()
                                           : llvm::Triple::normalize(target));
  if (triple.isX86()) flags.emplace_back("-D_Float128=__float128");
  return flags;
}

}  // namespace

const std::vector<std::string>& CompilerHeaderFlags(const std::string& compiler) {
  static std::map<std::string, std::vector<std::string>> known;
  const auto [entry, added] = known.try_emplace(compiler);
  if (added) entry->second = Find(compiler);
  return entry->second;
}

}  // namespace goray::scan
