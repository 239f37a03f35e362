// SPDX-License-Identifier: Apache-2.0
// One run of Clang over a translation unit, for whatever action.
#include <clang/Frontend/FrontendAction.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/Path.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

class SkipHeaders : public clang::PPCallbacks {
 public:
  explicit SkipHeaders(std::vector<std::string> headers) : headers_(std::move(headers)) {}
  bool FileNotFound(llvm::StringRef name) override {
    return std::ranges::find(headers_, llvm::sys::path::filename(name)) != headers_.end();
  }

 private:
  std::vector<std::string> headers_;
};

std::vector<std::string> CommandLine(const Request& request, const TranslationUnit& unit) {
  std::vector<std::string> command = {"goray-scan", "--driver-mode=g++", "-fsyntax-only",
                                      "-std=c++20"};
  command.insert(command.end(), unit.flags.begin(), unit.flags.end());
  // Without carets Clang does not print "1 error generated" by itself.
  for (const char* flag :
       {"-D__GORAY_SCAN__", "-fparse-all-comments", "-w", "-fno-caret-diagnostics"}) {
    command.emplace_back(flag);
  }
  command.push_back("-I" + request.runtime_include);
  if (!request.resource_dir.empty()) command.push_back("-resource-dir=" + request.resource_dir);
  command.push_back(unit.main_file);
  return command;
}

}  // namespace

std::unique_ptr<clang::PPCallbacks> SkipGeneratedHeaders(const std::vector<std::string>& headers) {
  return std::make_unique<SkipHeaders>(headers);
}

bool RunClang(const Request& request, const TranslationUnit& unit, const FileSystem& files,
              std::unique_ptr<clang::FrontendAction> action,
              clang::DiagnosticConsumer& diagnostics) {
  auto overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      WithEmptyHeaders(files, GeneratedHeaders(request.package)));
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  if (!unit.text.empty()) {
    memory->addFile(unit.main_file, 0, llvm::MemoryBuffer::getMemBufferCopy(unit.text));
  }
  overlay->pushOverlay(memory);
  auto manager = llvm::makeIntrusiveRefCnt<clang::FileManager>(clang::FileSystemOptions(), overlay);
  clang::tooling::ToolInvocation invocation(CommandLine(request, unit), std::move(action),
                                            manager.get());
  invocation.setDiagnosticConsumer(&diagnostics);
  return invocation.run();
}

}  // namespace goray::scan
