// SPDX-License-Identifier: Apache-2.0
// Annotated declarations -> what the app consists of. Reports those that cannot bear their
// annotation.
#include <clang/AST/DeclCXX.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using model::annotations::Target;
namespace annotations = model::annotations;
namespace catalogue = model::catalogue;

/// What `decl` is to an annotation; `target` is empty for what none applies to.
struct Sort {
  std::optional<Target> target;
  const char* text;
};

Sort SortOf(const clang::Decl& decl) {
  if (llvm::isa<clang::CXXRecordDecl>(decl)) return {Target::kStruct, "a class"};
  if (llvm::isa<clang::CXXMethodDecl>(decl)) return {Target::kMethod, "a method"};
  if (llvm::isa<clang::FunctionDecl>(decl)) {
    return {Target::kFunction, "a function outside of classes"};
  }
  return {std::nullopt, "this declaration"};
}

std::string WhyNotConstructible(const clang::CXXRecordDecl& record) {
  if (record.isAbstract()) return "it has a pure virtual method";
  for (const clang::CXXConstructorDecl* constructor : record.ctors()) {
    if (!constructor->isDefaultConstructor()) continue;
    if (constructor->isDeleted()) return "its default constructor is deleted";
    if (constructor->getAccess() != clang::AS_public)
      return "its default constructor is not public";
  }
  const clang::CXXDestructorDecl* destructor = record.getDestructor();
  if (destructor != nullptr && destructor->isDeleted()) return "its destructor is deleted";
  if (destructor != nullptr && destructor->getAccess() != clang::AS_public) {
    return "its destructor is not public";
  }
  return record.hasDefaultConstructor() ? "" : "it has no default constructor";
}

void ReportMisplaced(MappingContext& context, const AnnotatedDecl& annotated, const char* what) {
  context.Report(catalogue::kMisplacedAnnotation, annotated.decl,
                 {std::string(annotated.annotation.macro), what, annotations::Targets()});
}

bool CheckRecord(MappingContext& context, const AnnotatedDecl& annotated) {
  const auto& record = llvm::cast<clang::CXXRecordDecl>(annotated.decl);
  const std::string name = QualifiedName(record);
  if (record.isTemplated()) {
    context.Report(catalogue::kAnnotatedTemplate, record, {record.getNameAsString()});
  } else if (const std::string why = WhyUnreachable(record); !why.empty()) {
    context.Report(catalogue::kUnreachable, record, {"annotated struct", name, why});
  } else if (!record.isThisDeclarationADefinition()) {
    context.Report(catalogue::kNotDefined, record, {name});
  } else if (record.isUnion()) {
    ReportMisplaced(context, annotated, "a union");
  } else if (const std::string why = WhyNotConstructible(record); !why.empty()) {
    context.Report(catalogue::kNotConstructible, record, {name, why});
  } else {
    return true;
  }
  return false;
}

}  // namespace

AppDecls CheckAnnotations(MappingContext& context, const std::vector<AnnotatedDecl>& found) {
  AppDecls app;
  for (const AnnotatedDecl& annotated : found) {
    const auto& [decl, annotation] = annotated;
    if (const Sort sort = SortOf(decl); sort.target != annotation.target) {
      ReportMisplaced(context, annotated, sort.text);
    } else if (annotation.target == Target::kStruct) {
      if (!CheckRecord(context, annotated)) continue;
      auto& records = annotation.name == annotations::kTasks.name ? app.tasks : app.actors;
      records.push_back(llvm::cast<clang::CXXRecordDecl>(&decl));
    } else if (annotation.target == Target::kFunction) {
      auto& functions = annotation.name == annotations::kDriver.name ? app.drivers : app.options;
      functions.push_back(llvm::cast<clang::FunctionDecl>(&decl));
    }
  }
  return app;
}

}  // namespace goray::scan
