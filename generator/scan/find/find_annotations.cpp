// SPDX-License-Identifier: Apache-2.0
// AST -> annotated declarations. Whether a declaration can bear its annotation is decided later.
#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/FileManager.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringExtras.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::Decl;
using clang::DeclContext;
using model::annotations::Annotation;

constexpr llvm::StringRef kPrefix = "goray::";

class Finder {
 public:
  explicit Finder(const MappingContext& context)
      : context_(context), loads_precompiled_(HasPrecompiledAnnotations(context)) {}

  /// What a precompiled header declares is loaded only if an annotated file is part of it: to load
  /// it takes longer than all else.
  void Walk(const DeclContext& parent) {
    if (loads_precompiled_) {
      Walk(parent.decls());
    } else {
      Walk(parent.noload_decls());
    }
  }

  std::vector<AnnotatedDecl> found;

 private:
  void Walk(DeclContext::decl_range decls) {
    for (const Decl* decl : decls) {
      const bool is_namespace = llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(decl);
      if (!is_namespace && !IsInAnnotatedFile(*decl)) continue;
      if (is_namespace) {
        Walk(*llvm::cast<DeclContext>(decl));
      } else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl)) {
        VisitRecord(*record);
      } else if (const auto* record_template = llvm::dyn_cast<clang::ClassTemplateDecl>(decl)) {
        VisitRecord(*record_template->getTemplatedDecl());
      } else if (const auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl)) {
        Visit(*function->getTemplatedDecl());
      } else {
        Visit(*decl);
      }
    }
  }

  void VisitRecord(const clang::CXXRecordDecl& record) {
    if (record.isImplicit()) return;
    Visit(record);
    if (record.isThisDeclarationADefinition()) Walk(record);
  }

  void Visit(const Decl& decl) {
    for (const Annotation& annotation : model::annotations::kAll) {
      if (AnnotationValue(decl, annotation) || HasComment(decl, annotation)) {
        found.push_back({decl, annotation});
      }
    }
  }

  bool HasComment(const Decl& decl, const Annotation& annotation) const {
    const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&decl);
    if (record == nullptr || !record->isThisDeclarationADefinition()) return false;
    if (annotation.comment.empty()) return false;
    const std::string comment = FindComment(context_.ast, decl);
    for (const llvm::StringRef line : llvm::split(comment, '\n')) {
      if (std::string_view(line.trim()) == annotation.comment) return true;
    }
    return false;
  }

  static bool HasPrecompiledAnnotations(const MappingContext& context) {
    if (context.ast.getExternalSource() == nullptr) return false;
    const clang::SourceManager& sources = context.ast.getSourceManager();
    return std::ranges::any_of(context.annotated_files, [&](const std::string& path) {
      const clang::OptionalFileEntryRef file = sources.getFileManager().getOptionalFileRef(path);
      return file && sources.isLoadedFileID(sources.translateFile(*file));
    });
  }

  /// Asked for every declaration of the standard library, hence the cache.
  bool IsInAnnotatedFile(const Decl& decl) {
    const clang::SourceManager& sources = context_.ast.getSourceManager();
    const clang::SourceLocation location = sources.getFileLoc(decl.getLocation());
    if (location.isInvalid()) return false;  // built in
    const clang::FileID id = sources.getFileID(location);
    const auto [entry, added] = is_annotated_.try_emplace(id, false);
    if (const auto file = sources.getFileEntryRefForID(id); added && file) {
      const llvm::StringRef path = sources.getFileManager().getCanonicalName(*file);
      entry->second = context_.annotated_files.contains(path.str());
    }
    return entry->second;
  }

  const MappingContext& context_;
  const bool loads_precompiled_;
  llvm::DenseMap<clang::FileID, bool> is_annotated_;
};

/// The annotation that a line of `comment` is; null if none is.
const Annotation* AnnotationIn(const std::string& comment) {
  for (const llvm::StringRef line : llvm::split(comment, '\n')) {
    for (const Annotation& annotation : model::annotations::kAll) {
      const bool is_it =
          !annotation.comment.empty() && line.trim() == llvm::StringRef(annotation.comment);
      if (is_it) return &annotation;
    }
  }
  return nullptr;
}

}  // namespace

void CheckComments(MappingContext& context, const std::vector<AnnotatedDecl>& found) {
  std::set<clang::SourceLocation> known;
  for (const AnnotatedDecl& annotated : found) {
    const auto* comment = context.ast.getRawCommentForDeclNoCache(&annotated.decl);
    if (comment != nullptr) known.insert(comment->getBeginLoc());
  }
  const clang::SourceManager& sources = context.ast.getSourceManager();
  for (const std::string& path : context.annotated_files) {
    const auto file = sources.getFileManager().getOptionalFileRef(path);
    if (!file) continue;
    const auto* comments = context.ast.Comments.getCommentsInFile(sources.translateFile(*file));
    if (comments == nullptr) continue;
    for (const auto& [offset, comment] : *comments) {
      const Annotation* annotation =
          AnnotationIn(comment->getFormattedText(sources, context.ast.getDiagnostics()));
      if (annotation == nullptr || known.contains(comment->getBeginLoc())) continue;
      context.outcome.diagnostics.push_back(model::MakeDiagnostic(
          model::catalogue::kUnusedComment, MapLocation(context.ast, comment->getBeginLoc()),
          {"// " + std::string(annotation->comment), std::string(annotation->macro)}));
    }
  }
}

std::optional<std::string> AnnotationValue(const Decl& decl, const Annotation& annotation) {
  for (const auto* attribute : decl.specific_attrs<clang::AnnotateAttr>()) {
    llvm::StringRef text = attribute->getAnnotation();
    // A redeclaration inherits the attribute; the annotation counts where it is written.
    if (attribute->isInherited() || !text.consume_front(kPrefix)) continue;
    if (text.consume_front(annotation.name)) return text.str();
  }
  return std::nullopt;
}

bool HasAnnotation(const Decl& decl, const Annotation& annotation) {
  return AnnotationValue(decl, annotation) == "";
}

std::vector<AnnotatedDecl> FindAnnotations(const MappingContext& context) {
  Finder finder(context);
  finder.Walk(*context.ast.getTranslationUnitDecl());
  return std::move(finder.found);
}

}  // namespace goray::scan
