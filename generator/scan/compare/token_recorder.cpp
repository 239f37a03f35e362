// SPDX-License-Identifier: Apache-2.0
// The scan's side: tokens as Clang's parser gets them.
#include <clang/AST/Attr.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Preprocessor.h>

#include <algorithm>

#include "generator/model/catalogue.h"
#include "generator/scan/compare/compare.h"

namespace goray::scan {
namespace {

namespace annotations = model::annotations;
namespace catalogue = model::catalogue;

/// `saver` keeps the literals that are not compared as they are written.
std::string_view TextOf(const clang::Token& token, const clang::Preprocessor& preprocessor,
                        llvm::StringSaver& saver) {
  const clang::SourceManager& sources = preprocessor.getSourceManager();
  const clang::LangOptions& language = preprocessor.getLangOpts();
  if (const clang::IdentifierInfo* name = token.getIdentifierInfo()) return name->getName();
  if (token.isLiteral()) {
    const bool of_compilation = IsOfCompilation(sources, language, token.getLocation());
    if (of_compilation || token.needsCleaning()) {
      const std::string prefix(of_compilation ? 1 : 0, kOfCompilation);
      return saver.save(prefix + clang::Lexer::getSpelling(token, sources, language));
    }
    // A literal of a precompiled header is known by its place alone.
    const char* const known = token.getLiteralData();
    const char* const text =
        known != nullptr ? known
                         : sources.getCharacterData(sources.getSpellingLoc(token.getLocation()));
    return {text, token.getLength()};
  }
  const char* const spelling = clang::tok::getPunctuatorSpelling(token.getKind());
  return spelling != nullptr ? spelling : "";
}

/// Whether the tokens come from a system header: there are many, and no app is made of them.
class FollowSystemHeaders : public clang::PPCallbacks {
 public:
  explicit FollowSystemHeaders(bool& in_system_header) : in_system_header_(in_system_header) {}
  void FileChanged(clang::SourceLocation, FileChangeReason, clang::SrcMgr::CharacteristicKind kind,
                   clang::FileID) override {
    in_system_header_ = clang::SrcMgr::isSystem(kind);
  }

 private:
  bool& in_system_header_;
};

std::string UnqualifiedPart(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string::npos ? name : name.substr(colon + 1);
}

const annotations::Annotation* AnnotationOf(std::string_view name) {
  const auto* const found = std::ranges::find_if(annotations::kAll, [name](const auto& annotation) {
    return annotation.name == name ||
           (annotation.name.ends_with('=') && name.starts_with(annotation.name));
  });
  return found == annotations::kAll.end() ? nullptr : found;
}

}  // namespace

struct TokenRecorder::Tokens {
  std::vector<SeenToken> all = {};
  bool in_system_header = false;
  llvm::BumpPtrAllocator memory = {};
  llvm::StringSaver saver{memory};
};

TokenRecorder::TokenRecorder(clang::Preprocessor& preprocessor)
    : tokens_(std::make_unique<Tokens>()) {
  Tokens& tokens = *tokens_;
  preprocessor.addPPCallbacks(std::make_unique<FollowSystemHeaders>(tokens.in_system_header));
  preprocessor.setTokenWatcher([&tokens, &preprocessor](const clang::Token& token) {
    if (tokens.in_system_header || token.isAnnotation()) return;
    const std::string_view text = TextOf(token, preprocessor, tokens.saver);
    if (!text.empty()) tokens.all.push_back({text, token.getLocation().getRawEncoding()});
  });
}

TokenRecorder::~TokenRecorder() = default;

SeenCode TokenRecorder::Definitions(const MappingContext& context, const AppDecls& app) const {
  SeenCode seen;
  const auto want = [&seen](const std::string& name, const std::string& file) {
    seen.wanted.insert(UnqualifiedPart(name));
    seen.files.insert(file);
  };
  const auto want_all = [&want](const auto& nodes) {
    for (const auto& node : nodes) want(node.name, node.location.file);
  };
  const model::Interface& interface = context.outcome.interface;
  want_all(interface.classes);
  want_all(interface.structs);
  want_all(interface.enums);
  for (const auto* records : {&app.tasks, &app.actors}) {
    for (const clang::CXXRecordDecl* record : *records) {
      want(record->getNameAsString(), MapLocation(context.ast, record->getLocation()).file);
    }
  }
  for (Collected::Definition& found : CollectDefinitions(tokens_->all, seen.wanted).definitions) {
    const auto place = clang::SourceLocation::getFromRawEncoding(found.place);
    found.seen.location = MapLocation(context.ast, place);
    seen.definitions.push_back(std::move(found.seen));
  }
  return seen;
}

void TokenRecorder::CheckAllFound(MappingContext& context,
                                  const std::vector<AnnotatedDecl>& found) const {
  const clang::SourceManager& sources = context.ast.getSourceManager();
  std::set<clang::SourceLocation> known;
  for (const AnnotatedDecl& annotated : found) {
    for (const clang::Attr* attribute : annotated.decl.attrs()) {
      known.insert(sources.getExpansionLoc(attribute->getLocation()));
    }
  }
  for (const SeenAnnotation& seen : CollectDefinitions(tokens_->all, {}).annotations) {
    const annotations::Annotation* annotation = AnnotationOf(seen.name);
    const auto place = clang::SourceLocation::getFromRawEncoding(seen.place);
    const model::Location location = MapLocation(context.ast, place);
    if (annotation == nullptr || known.contains(sources.getExpansionLoc(place)) ||
        !context.annotated_files.contains(location.file)) {
      continue;
    }
    if (seen.record.empty()) {
      const bool of_struct = annotation->target == annotations::Target::kStruct;
      context.outcome.diagnostics.push_back(model::MakeDiagnostic(
          catalogue::kMisplacedAnnotation, location,
          {std::string(annotation->macro), "what follows it here",
           of_struct ? "write it between `struct` and the name" : annotations::Targets()}));
    } else {
      const auto name = clang::SourceLocation::getFromRawEncoding(seen.record_place);
      context.outcome.diagnostics.push_back(
          model::MakeDiagnostic(catalogue::kUnreachable, MapLocation(context.ast, name),
                                {"annotated struct", seen.record, "it is inside of a function"}));
    }
  }
}

}  // namespace goray::scan
