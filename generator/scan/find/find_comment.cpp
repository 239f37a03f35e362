// SPDX-License-Identifier: Apache-2.0
#include <clang/AST/RawCommentList.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/StringExtras.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

/// An ordinary comment belongs to a declaration only if it stands directly above it or behind it: a
/// licence or a headline does not. A documentation comment always does.
const clang::RawComment* CommentOf(const clang::ASTContext& ast, const clang::Decl& decl) {
  const clang::RawComment* comment = ast.getRawCommentForDeclNoCache(&decl);
  if (comment == nullptr || !comment->isOrdinary() || comment->isTrailingComment()) return comment;
  const clang::SourceManager& sources = ast.getSourceManager();
  const auto [file, end] = sources.getDecomposedLoc(comment->getEndLoc());
  const auto [decl_file, begin] = sources.getDecomposedLoc(sources.getFileLoc(decl.getBeginLoc()));
  if (file != decl_file || begin < end) return nullptr;
  const llvm::StringRef between = sources.getBufferData(file).slice(end, begin);
  llvm::SmallVector<llvm::StringRef, 4> lines;
  between.split(lines, '\n');
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    if (lines[i].trim().empty()) return nullptr;
  }
  return comment;
}

}  // namespace

std::string FindComment(const clang::ASTContext& ast, const clang::Decl& decl) {
  const clang::RawComment* comment = CommentOf(ast, decl);
  if (comment == nullptr) return "";
  return comment->getFormattedText(ast.getSourceManager(), ast.getDiagnostics());
}

}  // namespace goray::scan
