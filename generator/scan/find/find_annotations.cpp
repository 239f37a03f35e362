// SPDX-License-Identifier: Apache-2.0
// AST -> declarations with a mark. Decides only whether a declaration can bear its mark.
#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/DenseMap.h>

#include <algorithm>
#include <array>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::Decl;
using clang::DeclContext;
namespace catalogue = model::catalogue;

constexpr llvm::StringRef kPrefix = "goray::";

struct MarkName {
  llvm::StringRef annotation;
  const char* macro;
};
constexpr std::array<MarkName, 7> kMarks = {{{"tasks", "GORAY_TASKS"},
                                             {"actors", "GORAY_ACTORS"},
                                             {"driver", "GORAY_DRIVER"},
                                             {"options", "GORAY_OPTIONS"},
                                             {"ignore", "GORAY_IGNORE"},
                                             {"name=", "GORAY_NAME"},
                                             {"hold_gil", "GORAY_HOLD_GIL"}}};

class Finder {
 public:
  explicit Finder(Mapping& mapping)
      : mapping_(mapping), has_precompiled_marks_(HasPrecompiledMarks(mapping)) {}

  /// What a precompiled header declares is loaded only if a marked file is part of it: to load it
  /// takes longer than all else.
  void Walk(const DeclContext& context) {
    if (has_precompiled_marks_) {
      Walk(context.decls());
    } else {
      Walk(context.noload_decls());
    }
  }

  Marks marks;

 private:
  void Walk(DeclContext::decl_range decls) {
    for (const Decl* decl : decls) {
      const bool is_namespace = llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl>(decl);
      if (!is_namespace && !IsMarkedFile(*decl)) continue;
      if (is_namespace) {
        Walk(*llvm::cast<DeclContext>(decl));
      } else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl)) {
        Visit(*record);
      } else if (const auto* record_template = llvm::dyn_cast<clang::ClassTemplateDecl>(decl)) {
        VisitTemplate(*record_template);
      } else {
        VisitOther(*decl);
      }
    }
  }

  static bool HasPrecompiledMarks(const Mapping& mapping) {
    if (mapping.ast.getExternalSource() == nullptr) return false;
    const clang::SourceManager& sources = mapping.ast.getSourceManager();
    return std::ranges::any_of(mapping.marked_files, [&](const std::string& path) {
      const clang::OptionalFileEntryRef file = sources.getFileManager().getOptionalFileRef(path);
      return file && sources.isLoadedFileID(sources.translateFile(*file));
    });
  }

  /// Asked for every declaration of the standard library, hence the cache.
  bool IsMarkedFile(const Decl& decl) {
    const clang::SourceManager& sources = mapping_.ast.getSourceManager();
    const clang::SourceLocation place = sources.getFileLoc(decl.getLocation());
    if (place.isInvalid()) return false;  // built in
    const auto [entry, added] = marked_.try_emplace(sources.getFileID(place), false);
    if (added) {
      entry->second = mapping_.marked_files.contains(MapLocation(mapping_.ast, place).file);
    }
    return entry->second;
  }

  void Visit(const clang::CXXRecordDecl& record) {
    if (record.isImplicit()) return;
    const bool tasks = Bears(record, "tasks", "raytasks");
    const bool actors = Bears(record, "actors", "rayactors");
    CheckApplies(record, {"tasks", "actors"}, "a class");
    if ((tasks || actors) && CheckRecord(record)) {
      if (tasks) marks.tasks.push_back(&record);
      if (actors) marks.actors.push_back(&record);
    }
    if (record.isThisDeclarationADefinition()) Walk(record);
  }

  bool Bears(const clang::CXXRecordDecl& record, llvm::StringRef mark, llvm::StringRef comment) {
    return HasMark(record, mark) ||
           (record.isThisDeclarationADefinition() && HasMarkComment(mapping_.ast, record, comment));
  }

  bool CheckRecord(const clang::CXXRecordDecl& record) {
    const std::string name = QualifiedName(record);
    if (const std::string why = WhyUnreachable(record); !why.empty()) {
      mapping_.Report(catalogue::kUnreachable, record, {"marked struct", name, why});
    } else if (!record.isThisDeclarationADefinition()) {
      mapping_.Report(catalogue::kNotDefined, record, {name});
    } else if (record.isUnion()) {
      mapping_.Report(catalogue::kMisplacedMark, record, {"a mark of tasks or actors", "a union"});
    } else if (const std::string why = WhyNotConstructible(record); !why.empty()) {
      mapping_.Report(catalogue::kNotConstructible, record, {name, why});
    } else {
      return true;
    }
    return false;
  }

  static std::string WhyNotConstructible(const clang::CXXRecordDecl& record) {
    if (record.isAbstract()) return "it has a pure virtual method";
    for (const clang::CXXConstructorDecl* constructor : record.ctors()) {
      if (!constructor->isDefaultConstructor()) continue;
      if (constructor->isDeleted()) return "its default constructor is deleted";
      if (constructor->getAccess() != clang::AS_public)
        return "its default constructor is not public";
    }
    return record.hasDefaultConstructor() ? "" : "it has no default constructor";
  }

  void VisitTemplate(const clang::ClassTemplateDecl& decl) {
    const clang::CXXRecordDecl& record = *decl.getTemplatedDecl();
    if (Bears(record, "tasks", "raytasks") || Bears(record, "actors", "rayactors")) {
      mapping_.Report(catalogue::kMarkedTemplate, record, {record.getNameAsString()});
    }
  }

  void VisitOther(const Decl& decl) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
    if (function == nullptr) {
      CheckApplies(decl, {}, "this declaration");
    } else if (llvm::isa<clang::CXXMethodDecl>(function)) {
      CheckApplies(decl, {"ignore", "name=", "hold_gil"}, "a method");
    } else {
      CheckApplies(decl, {"driver", "options"}, "a function outside of classes");
      if (HasMark(decl, "driver")) marks.drivers.push_back(function);
      if (HasMark(decl, "options")) marks.options.push_back(function);
    }
  }

  void CheckApplies(const Decl& decl, std::initializer_list<llvm::StringRef> allowed,
                    const char* what) {
    for (const MarkName& mark : kMarks) {
      if (std::ranges::find(allowed, mark.annotation) != allowed.end()) continue;
      if (!Mark(decl, mark.annotation)) continue;
      mapping_.Report(catalogue::kMisplacedMark, decl, {mark.macro, what});
    }
  }

  Mapping& mapping_;
  const bool has_precompiled_marks_;
  llvm::DenseMap<clang::FileID, bool> marked_;
};

}  // namespace

std::optional<std::string> Mark(const Decl& decl, llvm::StringRef prefix) {
  for (const auto* attribute : decl.specific_attrs<clang::AnnotateAttr>()) {
    llvm::StringRef text = attribute->getAnnotation();
    // A redeclaration inherits the attribute; the mark counts where it is written.
    if (attribute->isInherited() || !text.consume_front(kPrefix)) continue;
    if (text.consume_front(prefix)) return text.str();
  }
  return std::nullopt;
}

bool HasMark(const Decl& decl, llvm::StringRef mark) { return Mark(decl, mark) == ""; }

Marks FindMarks(Mapping& mapping) {
  Finder finder(mapping);
  finder.Walk(*mapping.ast.getTranslationUnitDecl());
  return std::move(finder.marks);
}

}  // namespace goray::scan
