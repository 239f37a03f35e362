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

bool ReportTemplates(MappingContext& context, const CXXRecordDecl& record) {
  bool reported = false;
  for (const clang::Decl* decl : record.decls()) {
    const auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl);
    if (function == nullptr || function->getAccess() != clang::AS_public) continue;
    const clang::FunctionDecl& pattern = *function->getTemplatedDecl();
    if (llvm::isa<clang::CXXConstructorDecl>(pattern) ||
        HasAnnotation(pattern, annotations::kIgnore))
      continue;
    context.Report(catalogue::kFunctionTemplate, pattern, {pattern.getNameAsString()});
    reported = true;
  }
  return reported;
}

/// Why no method of `record` is exported.
std::string WhyNothingExported(const CXXRecordDecl& record) {
  for (const CXXMethodDecl* method : record.methods()) {
    if (method->isImplicit() || method->getIdentifier() == nullptr) continue;
    const std::string name = "its method `" + method->getNameAsString() + "`";
    if (method->getAccess() != clang::AS_public) return name + " is not public";
    if (method->isDeleted()) return name + " is deleted";
    if (HasAnnotation(*method, annotations::kIgnore)) return name + " has GORAY_IGNORE";
  }
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    if (base.getAccessSpecifier() == clang::AS_public) continue;
    return "its base class `" + base.getType()->getAsCXXRecordDecl()->getNameAsString() +
           "` is not public";
  }
  return "it has no methods";
}

/// Reports methods at the head of a class, which are private although nobody wrote that.
void ReportUnwrittenPrivate(MappingContext& context, const CXXRecordDecl& record) {
  for (const clang::Decl* decl : record.decls()) {
    if (!record.isClass() || llvm::isa<clang::AccessSpecDecl>(decl)) return;
    const auto* method = llvm::dyn_cast<CXXMethodDecl>(decl);
    if (method == nullptr || method->isImplicit() || method->getIdentifier() == nullptr) continue;
    if (HasAnnotation(*method, annotations::kIgnore)) continue;
    context.Report(catalogue::kUnwrittenPrivate, *method,
                   {method->getNameAsString(), QualifiedName(record)});
  }
}

/// What Python shall call; reports what cannot be meant so.
std::vector<const CXXMethodDecl*> ExportedMethods(MappingContext& context,
                                                  const CXXRecordDecl& record) {
  const bool has_templates = ReportTemplates(context, record);
  std::vector<const CXXMethodDecl*> methods = PublicMethods(record);
  std::erase_if(methods, [](const CXXMethodDecl* method) {
    return method->getIdentifier() == nullptr || HasAnnotation(*method, annotations::kIgnore);
  });
  if (methods.empty() && !has_templates) {
    context.Report(catalogue::kNothingExported, record,
                   {QualifiedName(record), WhyNothingExported(record)});
  } else {
    ReportUnwrittenPrivate(context, record);
  }
  return methods;
}

std::string NamespaceOf(const CXXRecordDecl& record) {
  std::string name;
  const clang::DeclContext* context = record.getDeclContext();
  for (; context != nullptr; context = context->getParent()) {
    const auto* part = llvm::dyn_cast<clang::NamespaceDecl>(context);
    if (part == nullptr || part->isInline() || part->isAnonymousNamespace()) continue;
    if (!name.empty()) name.insert(0, "::");
    name.insert(0, part->getNameAsString());
  }
  return name;
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

void MapFactory(MappingContext& context, const CXXMethodDecl& method, const std::string& space) {
  std::optional<Callable> factory = MapMethod(context, method);
  std::string result_of;
  const QualType result = ReturnedType(context, method, result_of);
  if (result.isNull()) return;
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
  MapClass(context, *made.record->getDefinition(), method);
  if (!factory) return;
  factory->cpp_namespace = space;
  factory->result_of = result_of;
  factory->options = MapOptions(context, method, OptionsOf::kActor);
  factory->result = {.kind = model::Kind::kVoid, .cpp = "void"};
  context.outcome.interface.actors.push_back({*factory, name, made.ownership});
}

/// Adds the comment of an annotated struct to those of the others.
void AddDoc(const MappingContext& context, const CXXRecordDecl& record, std::string& docs) {
  const std::string doc = MapDoc(context.ast, record);
  if (!docs.empty() && !doc.empty()) docs += "\n\n";
  docs += doc;
}

/// `int Main()` and `int Main(int argc, char** argv)`.
bool IsDriver(const clang::ASTContext& ast, const clang::FunctionDecl& decl) {
  const auto type = [&](unsigned i) { return decl.getParamDecl(i)->getType().getCanonicalType(); };
  if (decl.getReturnType().getCanonicalType() != ast.IntTy) return false;
  return decl.getNumParams() == 0 ||
         (decl.getNumParams() == 2 && type(0).getUnqualifiedType() == ast.IntTy &&
          type(1).getUnqualifiedType() == ast.getPointerType(ast.getPointerType(ast.CharTy)));
}

bool IsOptions(const clang::FunctionDecl& decl) {
  const CXXRecordDecl* record = decl.getReturnType()->getAsCXXRecordDecl();
  return record != nullptr && record->getQualifiedNameAsString() == "goray::Options" &&
         decl.getNumParams() == 0;
}

void MapFunction(MappingContext& context, const clang::FunctionDecl& decl,
                 const Annotation& annotation, bool fits, const std::string& result,
                 std::vector<model::Function>& out) {
  const std::string name = decl.getNameAsString();
  if (!fits || decl.isVariadic() || decl.isTemplated()) {
    context.Report(catalogue::kWrongSignature, decl,
                   {std::string(annotation.macro), result + name + "()",
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
  AddDoc(context, record, context.outcome.interface.tasks_doc);
  for (const CXXMethodDecl* method : ExportedMethods(context, record)) {
    if (auto task = MapWithResult(context, *method)) {
      if (!task->is_static && !task->is_const) {
        context.Report(catalogue::kNotConst, *method,
                       {method->getNameAsString(), QualifiedName(record)});
      }
      task->options = MapOptions(context, *method, OptionsOf::kTask);
      task->cpp_namespace = NamespaceOf(record);
      context.outcome.interface.tasks.push_back(*task);
    }
  }
}

void MapActors(MappingContext& context, const CXXRecordDecl& record) {
  AddDoc(context, record, context.outcome.interface.actors_doc);
  for (const CXXMethodDecl* method : ExportedMethods(context, record)) {
    MapFactory(context, *method, NamespaceOf(record));
  }
}

void MapMain(MappingContext& context, const AppDecls& app) {
  model::Interface& interface = context.outcome.interface;
  for (const clang::FunctionDecl* driver : app.drivers) {
    MapFunction(context, *driver, annotations::kDriver, IsDriver(context.ast, *driver), "int ",
                interface.drivers);
  }
  for (const clang::FunctionDecl* options : app.options) {
    MapFunction(context, *options, annotations::kOptions, IsOptions(*options), "goray::Options ",
                interface.options);
  }
}

}  // namespace goray::scan
