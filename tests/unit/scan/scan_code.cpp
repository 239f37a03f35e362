// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scan/scan_code.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Tooling/Tooling.h>
#include <gtest/gtest.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/FileUtilities.h>

#include <algorithm>

namespace goray::scan {
namespace {

const char* const kIncludes =
    "#include <goray/goray.h>\n#include <cstdint>\n#include <map>\n#include <memory>\n"
    "#include <optional>\n#include <set>\n#include <span>\n#include <string>\n"
    "#include <string_view>\n#include <tuple>\n#include <unordered_map>\n#include <vector>\n";
const char* const kPrelude = "/app/prelude.h";

/// The disk, and in memory the prelude and `code` behind the same includes.
FileSystem FilesWith(const std::string& code) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->addFile(kPrelude, 0, llvm::MemoryBuffer::getMemBuffer(kIncludes));
  memory->addFile("/app/app.h", 0, llvm::MemoryBuffer::getMemBufferCopy(kIncludes + code));
  auto files =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  files->pushOverlay(memory);
  return files;
}

class PrecompileAction : public clang::GeneratePCHAction {
 public:
  explicit PrecompileAction(std::string output) : output_(std::move(output)) {}

 protected:
  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    compiler.getFrontendOpts().SkipFunctionBodies = true;  // as the scanner does
    compiler.getFrontendOpts().OutputFile = output_;
    return GeneratePCHAction::BeginInvocation(compiler);
  }

 private:
  std::string output_;
};

/// The includes precompiled, once a process, since parsing them takes most of a scan. With the
/// scanner's flags, because Clang refuses a precompiled header of other ones.
class PrecompiledPrelude {
 public:
  PrecompiledPrelude() {
    llvm::SmallString<128> path;
    if (llvm::sys::fs::createTemporaryFile("prelude", "pch", path)) return;
    remover_.setFile(path);
    auto manager =
        llvm::makeIntrusiveRefCnt<clang::FileManager>(clang::FileSystemOptions(), FilesWith(""));
    clang::tooling::ToolInvocation invocation(
        {"goray-scan", "--driver-mode=g++", "-fsyntax-only", "-std=c++20", "-D__GORAY_SCAN__",
         "-fparse-all-comments", "-w", "-I" GORAY_RUNTIME_INCLUDE,
         "-resource-dir=" GORAY_RESOURCE_DIR, "-xc++", kPrelude},
        std::make_unique<PrecompileAction>(path.str().str()), manager.get());
    if (invocation.run()) flags = {"-include-pch", path.str().str()};
  }

  std::vector<std::string> flags = {};  ///< Empty if it failed; Clang has said why.

 private:
  llvm::FileRemover remover_;
};

}  // namespace

Outcome ScanCode(const std::string& code) {
  static const PrecompiledPrelude prelude;
  EXPECT_FALSE(prelude.flags.empty());
  Request request{.paths = {"/app/app.h"}, .root = "/app", .package = "app"};
  request.runtime_include = GORAY_RUNTIME_INCLUDE;
  request.resource_dir = GORAY_RESOURCE_DIR;
  request.flags = prelude.flags;
  return Scan(request, FilesWith(code));
}

model::Interface InterfaceOf(const std::string& code) {
  const Outcome outcome = ScanCode(code);
  for (const model::Diagnostic& diagnostic : outcome.diagnostics) {
    if (diagnostic.severity == model::Severity::kWarning) continue;
    ADD_FAILURE() << diagnostic.code << " " << diagnostic.location.line << ": " << diagnostic.text;
  }
  return outcome.interface;
}

model::Type TypeOf(const std::string& parameter, const std::string& code) {
  const model::Interface interface =
      InterfaceOf(code + "\nstruct GORAY_TASKS Tasks { void F(" + parameter + ") const; };");
  if (interface.tasks.size() != 1 || interface.tasks[0].parameters.size() != 1) return {};
  return interface.tasks[0].parameters[0].type;
}

std::string CodesOf(const std::string& code, model::Severity severity) {
  std::vector<model::Diagnostic> diagnostics = ScanCode(code).diagnostics;
  std::ranges::sort(diagnostics, {}, &model::Diagnostic::location);
  std::string codes;
  for (const model::Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != severity) continue;
    codes +=
        (codes.empty() ? "" : " ") + (diagnostic.code.empty() ? diagnostic.text : diagnostic.code);
  }
  return codes;
}

}  // namespace goray::scan
