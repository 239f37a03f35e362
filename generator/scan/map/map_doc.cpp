// SPDX-License-Identifier: Apache-2.0
#include <llvm/ADT/StringExtras.h>

#include <algorithm>

#include "generator/scan/scan.h"
#include "generator/scan/text.h"

namespace goray::scan {
namespace {

bool IsAnnotation(std::string_view line) {
  return std::ranges::any_of(model::annotations::kAll, [line](const auto& annotation) {
    return !annotation.comment.empty() && line == annotation.comment;
  });
}

}  // namespace

std::string MapDoc(const clang::ASTContext& ast, const clang::Decl& decl) {
  const std::string comment = FindComment(ast, decl);
  std::string doc;
  for (const llvm::StringRef line : llvm::split(comment, '\n')) {
    if (!IsAnnotation(line.trim())) doc += line.rtrim().str() + "\n";
  }
  return WithoutControls(llvm::StringRef(doc).trim().str());
}

}  // namespace goray::scan
