// SPDX-License-Identifier: Apache-2.0
// Marked declarations -> tasks, actors, driver and options.
#include <clang/AST/DeclTemplate.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::CXXMethodDecl;
using clang::CXXRecordDecl;
using clang::QualType;
using model::Callable;
using model::Ownership;
namespace catalogue = model::catalogue;

std::optional<Callable> MapWithResult(Mapping& mapping, const CXXMethodDecl& method) {
  std::optional<Callable> callable = MapMethod(mapping, method);
  const Path path{method, Place::kResult, {method.getNameAsString() + "()"}, {}};
  const auto result = MapType(mapping, method.getReturnType(), path);
  if (!callable || !result) return std::nullopt;
  callable->result = *result;
  return callable;
}

void ReportTemplates(Mapping& mapping, const CXXRecordDecl& record) {
  for (const clang::Decl* decl : record.decls()) {
    const auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl);
    if (function == nullptr || function->getAccess() != clang::AS_public) continue;
    const clang::FunctionDecl& pattern = *function->getTemplatedDecl();
    if (llvm::isa<clang::CXXConstructorDecl>(pattern) || HasMark(pattern, "ignore")) continue;
    mapping.Report(catalogue::kFunctionTemplate, pattern, {pattern.getNameAsString()});
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

void MapClass(Mapping& mapping, const CXXRecordDecl& record) {
  const std::string name = QualifiedName(record);
  // A class may be an actor and an aggregate that is sent, too.
  if (!mapping.mapped.insert("class " + name).second) return;
  model::Class node{.name = name, .doc = MapDoc(mapping.ast, record)};
  node.location = MapLocation(mapping.ast, record.getLocation());
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (method->isStatic() || HasMark(*method, "ignore")) continue;
    if (auto callable = MapWithResult(mapping, *method)) node.methods.push_back(*callable);
  }
  mapping.outcome.interface.classes.push_back(std::move(node));
}

void MapFactory(Mapping& mapping, const CXXMethodDecl& method) {
  std::optional<Callable> factory = MapMethod(mapping, method);
  const QualType result = method.getReturnType();
  const Made made = MadeBy(result);
  if (made.record == nullptr) {
    mapping.Report(catalogue::kNotAnActor, method,
                   {method.getNameAsString(), Spelling(mapping.ast, result)});
    return;
  }
  const std::string name = QualifiedName(*made.record);
  if (const std::string why = WhyNoActor(*made.record, made.ownership); !why.empty()) {
    mapping.Report(catalogue::kUnsupportedActor, method, {name, why});
    return;
  }
  MapClass(mapping, *made.record->getDefinition());
  if (!factory) return;
  factory->result = {.kind = model::Kind::kVoid, .cpp = "void"};
  mapping.outcome.interface.actors.push_back({*factory, name, made.ownership});
}

void MapFunction(Mapping& mapping, const clang::FunctionDecl& decl, const char* mark,
                 const std::string& signature, std::vector<model::Function>& out) {
  const std::string name = decl.getNameAsString();
  const QualType result = decl.getReturnType().getCanonicalType();
  const CXXRecordDecl* record = result->getAsCXXRecordDecl();
  const bool options = record != nullptr && record->getQualifiedNameAsString() == "goray::Options";
  const bool fits = std::string(mark) == "GORAY_DRIVER" ? result == mapping.ast.IntTy : options;
  if (!fits || decl.getNumParams() != 0 || decl.isVariadic() || decl.isTemplated()) {
    mapping.Report(catalogue::kWrongSignature, decl,
                   {mark, signature + " " + name + "()", Spelling(mapping.ast, decl.getType())});
  } else if (decl.isInAnonymousNamespace() || !decl.isExternallyVisible()) {
    mapping.Report(catalogue::kUnreachable, decl,
                   {"function", name, "it is static or in an anonymous namespace"});
  } else {
    out.push_back({decl.getQualifiedNameAsString(), MapLocation(mapping.ast, decl.getLocation())});
  }
}

}  // namespace

void MapTasks(Mapping& mapping, const CXXRecordDecl& record) {
  ReportTemplates(mapping, record);
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (HasMark(*method, "ignore")) continue;
    if (auto task = MapWithResult(mapping, *method)) {
      mapping.outcome.interface.tasks.push_back(*task);
    }
  }
}

void MapActors(Mapping& mapping, const CXXRecordDecl& record) {
  ReportTemplates(mapping, record);
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (!HasMark(*method, "ignore")) MapFactory(mapping, *method);
  }
}

void MapMain(Mapping& mapping, const Marks& marks) {
  model::Interface& interface = mapping.outcome.interface;
  for (const clang::FunctionDecl* driver : marks.drivers) {
    MapFunction(mapping, *driver, "GORAY_DRIVER", "int", interface.drivers);
  }
  for (const clang::FunctionDecl* options : marks.options) {
    MapFunction(mapping, *options, "GORAY_OPTIONS", "goray::Options", interface.options);
  }
}

}  // namespace goray::scan
