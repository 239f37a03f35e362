// SPDX-License-Identifier: Apache-2.0
#include <clang/AST/RawCommentList.h>
#include <clang/Basic/FileManager.h>
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

std::string TextOf(const clang::ASTContext& ast, const clang::RawComment& comment) {
  return comment.getFormattedText(ast.getSourceManager(), ast.getDiagnostics());
}

bool IsMarkLine(llvm::StringRef line) {
  return line.trim() == "raytasks" || line.trim() == "rayactors";
}

}  // namespace

std::string MapDoc(const clang::ASTContext& ast, const clang::Decl& decl) {
  const clang::RawComment* comment = CommentOf(ast, decl);
  if (comment == nullptr) return "";
  std::string doc;
  const std::string text = TextOf(ast, *comment);
  for (const llvm::StringRef line : llvm::split(text, '\n')) {
    if (!IsMarkLine(line)) doc += line.rtrim().str() + "\n";
  }
  return llvm::StringRef(doc).trim().str();
}

bool HasMarkComment(const clang::ASTContext& ast, const clang::Decl& decl, llvm::StringRef mark) {
  const clang::RawComment* comment = CommentOf(ast, decl);
  if (comment == nullptr) return false;
  const std::string text = TextOf(ast, *comment);
  for (const llvm::StringRef line : llvm::split(text, '\n')) {
    if (line.trim() == mark) return true;
  }
  return false;
}

model::Location MapLocation(const clang::ASTContext& ast, clang::SourceLocation location) {
  const clang::SourceManager& sources = ast.getSourceManager();
  const auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(location));
  const clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
  if (!entry) return {};
  return {sources.getFileManager().getCanonicalName(*entry).str(),
          static_cast<int>(sources.getLineNumber(file, offset)),
          static_cast<int>(sources.getColumnNumber(file, offset))};
}

void Mapping::Report(const model::Message& message, const clang::Decl& place,
                     std::initializer_list<std::string> arguments, std::vector<model::Note> notes) {
  outcome.diagnostics.push_back(model::MakeDiagnostic(
      message, MapLocation(ast, place.getLocation()), arguments, std::move(notes)));
}

}  // namespace goray::scan
