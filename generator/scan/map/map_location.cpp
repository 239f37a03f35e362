// SPDX-License-Identifier: Apache-2.0
#include <clang/Basic/FileManager.h>
#include <clang/Basic/SourceManager.h>

#include "generator/scan/scan.h"

namespace goray::scan {

model::Location MapLocation(const clang::ASTContext& ast, clang::SourceLocation location) {
  const clang::SourceManager& sources = ast.getSourceManager();
  const auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(location));
  const clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
  if (!entry) return {};
  return {sources.getFileManager().getCanonicalName(*entry).str(),
          static_cast<int>(sources.getLineNumber(file, offset)),
          static_cast<int>(sources.getColumnNumber(file, offset))};
}

void MappingContext::Report(const model::Message& message, const clang::Decl& decl,
                            std::initializer_list<std::string> arguments,
                            std::vector<model::Note> notes) {
  outcome.diagnostics.push_back(model::MakeDiagnostic(message, MapLocation(ast, decl.getLocation()),
                                                      arguments, std::move(notes)));
}

}  // namespace goray::scan
