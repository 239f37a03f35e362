// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/MemoryBuffer.h>

#include "generator/scan/scan.h"

namespace goray::scan {

FileText ReadRegularFile(llvm::vfs::FileSystem& files, const std::string& path) {
  const auto status = files.status(path);
  if (!status) return {.why_not = status.getError().message()};
  if (!status->isRegularFile()) return {.why_not = "it is not a regular file"};
  if (status->getSize() > kMaxFileBytes) {
    return {.why_not = "it has " + std::to_string(status->getSize()) + " bytes, more than " +
                       std::to_string(kMaxFileBytes)};
  }
  auto text = files.getBufferForFile(path);
  if (!text) return {.why_not = text.getError().message()};
  return {.text = std::move(*text)};
}

clang::Lexer RawLexer(llvm::StringRef text) {
  static const clang::LangOptions language_options = [] {
    clang::LangOptions language;
    language.CPlusPlus = language.CPlusPlus11 = language.CPlusPlus14 = 1;
    language.CPlusPlus17 = language.CPlusPlus20 = 1;
    language.LineComment = language.Digraphs = language.GNUMode = 1;
    return language;
  }();
  return {{}, language_options, text.begin(), text.begin(), text.end()};
}

model::Location PlaceIn(const std::string& path, llvm::StringRef text, std::size_t at) {
  const llvm::StringRef before = text.take_front(at);
  const std::size_t line_start = before.rfind('\n') + 1;
  return {path, static_cast<int>(before.count('\n')) + 1, static_cast<int>(at - line_start) + 1};
}

}  // namespace goray::scan
