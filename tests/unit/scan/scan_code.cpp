// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scan/scan_code.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace goray::scan {

Outcome ScanCode(const std::string& code) {
  const std::string includes =
      "#include <goray/goray.h>\n#include <cstdint>\n#include <map>\n#include <memory>\n"
      "#include <optional>\n#include <set>\n#include <span>\n#include <string>\n"
      "#include <string_view>\n#include <tuple>\n#include <unordered_map>\n#include <vector>\n";
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->addFile("/app/app.h", 0, llvm::MemoryBuffer::getMemBufferCopy(includes + code));
  auto files =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  files->pushOverlay(memory);
  Request request{.paths = {"/app/app.h"}, .root = "/app", .package = "app"};
  request.runtime_include = GORAY_RUNTIME_INCLUDE;
  request.resource_dir = GORAY_RESOURCE_DIR;
  request.flags.emplace();
  return Scan(request, files);
}

model::Interface InterfaceOf(const std::string& code) {
  const Outcome outcome = ScanCode(code);
  for (const model::Diagnostic& diagnostic : outcome.diagnostics) {
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

std::string CodesOf(const std::string& code) {
  std::vector<model::Diagnostic> diagnostics = ScanCode(code).diagnostics;
  std::ranges::sort(diagnostics, {}, &model::Diagnostic::location);
  std::string codes;
  for (const model::Diagnostic& diagnostic : diagnostics) {
    codes +=
        (codes.empty() ? "" : " ") + (diagnostic.code.empty() ? diagnostic.text : diagnostic.code);
  }
  return codes;
}

}  // namespace goray::scan
