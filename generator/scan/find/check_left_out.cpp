// SPDX-License-Identifier: Apache-2.0
// Annotated files beside an app's sources that no app has.
#include <llvm/Support/Path.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

namespace annotations = model::annotations;
namespace path = llvm::sys::path;
using llvm::StringRef;

/// Where code, and no comment, string or directive, names an annotation that makes a part of an app;
/// `line` 0: nowhere.
model::Location AnnotationIn(const std::string& file, StringRef text) {
  clang::Lexer lexer = RawLexer(text);
  clang::Token token;
  bool in_directive = false;
  do {
    lexer.LexFromRawLexer(token);
    if (token.isAtStartOfLine()) in_directive = token.is(clang::tok::hash);
    if (token.isNot(clang::tok::raw_identifier) || in_directive) continue;
    const std::size_t at = lexer.getCurrentBufferOffset() - token.getLength();
    const StringRef name = text.substr(at, token.getLength());
    if (!std::ranges::any_of(annotations::kAll, [name](const annotations::Annotation& annotation) {
          return MakesPartOfApp(annotation) && name == StringRef(annotation.macro);
        })) {
      continue;
    }
    return PlaceIn(file, text, at);
  } while (token.isNot(clang::tok::eof));
  return {};
}

}  // namespace

void CheckLeftOut(const Request& request, const std::vector<AnnotatedFile>& found,
                  const FileSystem& files, Outcome& outcome) {
  std::set<std::string> folders;
  for (const std::string& given : request.paths) {
    if (KindOf(given) == model::FileKind::kSource) folders.insert(path::parent_path(given).str());
  }
  std::set<std::string> known(request.others.begin(), request.others.end());
  known.insert(request.paths.begin(), request.paths.end());
  for (const AnnotatedFile& file : found) known.insert(file.path);
  std::vector<model::Location> left_out;
  for (const std::string& folder : folders) {
    std::error_code error;
    for (auto entry = files->dir_begin(folder, error); !error && entry != decltype(entry)();
         entry.increment(error)) {
      const std::string file = entry->path().str();
      if (!KindOf(file) || known.contains(file) || IsGenerated(request, file)) continue;
      if (const FileText read = ReadRegularFile(*files, file); read.text) {
        model::Location place = AnnotationIn(file, read.text->getBuffer());
        if (place.line != 0) left_out.push_back(std::move(place));
      }
    }
  }
  if (left_out.empty()) return;
  for (const std::string& other : request.others) {
    known.merge(FindIncludes(request, other, files));
  }
  for (const model::Location& place : left_out) {
    if (known.contains(place.file)) continue;
    outcome.diagnostics.push_back(model::MakeDiagnostic(model::catalogue::kLeftOut, place,
                                                        {path::filename(place.file).str()}));
  }
}

}  // namespace goray::scan
