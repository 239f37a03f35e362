// SPDX-License-Identifier: Apache-2.0
// AppDecls -> tasks, actors, driver and options.
#include <clang/AST/DeclTemplate.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::CXXMethodDecl;
using clang::CXXRecordDecl;
using clang::QualType;
using model::Callable;
using model::Ownership;
using model::annotations::Annotation;
namespace annotations = model::annotations;
namespace catalogue = model::catalogue;

std::optional<Callable> MapWithResult(MappingContext& context, const CXXMethodDecl& method) {
  std::optional<Callable> callable = MapMethod(context, method);
  const TypePath path{method, TypePosition::kResult, {method.getNameAsString() + "()"}, {}};
  const auto result = MapType(context, method.getReturnType(), path);
  if (!callable || !result) return std::nullopt;
  callable->result = *result;
  return callable;
}

void ReportTemplates(MappingContext& context, const CXXRecordDecl& record) {
  for (const clang::Decl* decl : record.decls()) {
    const auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl);
    if (function == nullptr || function->getAccess() != clang::AS_public) continue;
    const clang::FunctionDecl& pattern = *function->getTemplatedDecl();
    if (llvm::isa<clang::CXXConstructorDecl>(pattern) ||
        HasAnnotation(pattern, annotations::kIgnore))
      continue;
    context.Report(catalogue::kFunctionTemplate, pattern, {pattern.getNameAsString()});
  }
}

/// The class a factory makes, and how it hands it over.
struct Made {
  const CXXRecordDecl* record;
  Ownership ownership;
};

Made MadeBy(QualType result) {
  const CXXRecordDecl* record = result->getAsCXXRecordDecl();
  if (record == nullptr || !record->isInStdNamespace()) return {record, Ownership::kValue};
  const auto* pointer = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  const bool unique = record->getName() == "unique_ptr";
  if (pointer == nullptr || (!unique && record->getName() != "shared_ptr")) return {nullptr, {}};
  const QualType pointee = pointer->getTemplateArgs()[0].getAsType();
  return {pointee->getAsCXXRecordDecl(), unique ? Ownership::kUniquePtr : Ownership::kSharedPtr};
}

std::string WhyNoActor(const CXXRecordDecl& record, Ownership ownership) {
  if (llvm::isa<clang::ClassTemplateSpecializationDecl>(record)) {
    return "it is an instance of a class template";
  }
  if (record.isInStdNamespace()) return "it is a class of the standard library";
  if (record.getDefinition() == nullptr) return "it is declared but not defined";
  if (record.isUnion()) return "it is a union";
  if (const std::string why = WhyUnreachable(record); !why.empty()) return why;
  const bool abstract = record.getDefinition()->isAbstract();
  return ownership == Ownership::kValue && abstract ? "it has a pure virtual method" : "";
}

void MapClass(MappingContext& context, const CXXRecordDecl& record) {
  const std::string name = QualifiedName(record);
  // A class may be an actor and an aggregate that is sent, too.
  if (!context.mapped.insert("class " + name).second) return;
  model::Class node{.name = name, .doc = MapDoc(context.ast, record)};
  node.location = MapLocation(context.ast, record.getLocation());
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (method->isStatic() || HasAnnotation(*method, annotations::kIgnore)) continue;
    if (auto callable = MapWithResult(context, *method)) node.methods.push_back(*callable);
  }
  context.outcome.interface.classes.push_back(std::move(node));
}

void MapFactory(MappingContext& context, const CXXMethodDecl& method) {
  std::optional<Callable> factory = MapMethod(context, method);
  const QualType result = method.getReturnType();
  const Made made = MadeBy(result);
  if (made.record == nullptr) {
    context.Report(catalogue::kNotAnActor, method,
                   {method.getNameAsString(), Spelling(context.ast, result)});
    return;
  }
  const std::string name = QualifiedName(*made.record);
  if (const std::string why = WhyNoActor(*made.record, made.ownership); !why.empty()) {
    context.Report(catalogue::kUnsupportedActor, method, {name, why});
    return;
  }
  MapClass(context, *made.record->getDefinition());
  if (!factory) return;
  factory->result = {.kind = model::Kind::kVoid, .cpp = "void"};
  context.outcome.interface.actors.push_back({*factory, name, made.ownership});
}

void MapFunction(MappingContext& context, const clang::FunctionDecl& decl,
                 const Annotation& annotation, const std::string& signature,
                 std::vector<model::Function>& out) {
  const std::string name = decl.getNameAsString();
  const QualType result = decl.getReturnType().getCanonicalType();
  const CXXRecordDecl* record = result->getAsCXXRecordDecl();
  const bool options = record != nullptr && record->getQualifiedNameAsString() == "goray::Options";
  const bool fits =
      annotation.name == annotations::kDriver.name ? result == context.ast.IntTy : options;
  if (!fits || decl.getNumParams() != 0 || decl.isVariadic() || decl.isTemplated()) {
    context.Report(catalogue::kWrongSignature, decl,
                   {std::string(annotation.macro), signature + " " + name + "()",
                    Spelling(context.ast, decl.getType())});
  } else if (decl.isInAnonymousNamespace() || !decl.isExternallyVisible()) {
    context.Report(catalogue::kUnreachable, decl,
                   {"function", name, "it is static or in an anonymous namespace"});
  } else {
    out.push_back(
        {"::" + decl.getQualifiedNameAsString(), MapLocation(context.ast, decl.getLocation())});
  }
}

}  // namespace

void MapTasks(MappingContext& context, const CXXRecordDecl& record) {
  ReportTemplates(context, record);
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (HasAnnotation(*method, annotations::kIgnore)) continue;
    if (auto task = MapWithResult(context, *method)) {
      context.outcome.interface.tasks.push_back(*task);
    }
  }
}

void MapActors(MappingContext& context, const CXXRecordDecl& record) {
  ReportTemplates(context, record);
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (!HasAnnotation(*method, annotations::kIgnore)) MapFactory(context, *method);
  }
}

void MapMain(MappingContext& context, const AppDecls& app) {
  model::Interface& interface = context.outcome.interface;
  for (const clang::FunctionDecl* driver : app.drivers) {
    MapFunction(context, *driver, annotations::kDriver, "int", interface.drivers);
  }
  for (const clang::FunctionDecl* options : app.options) {
    MapFunction(context, *options, annotations::kOptions, "goray::Options", interface.options);
  }
}

}  // namespace goray::scan
