// SPDX-License-Identifier: Apache-2.0
// Methods -> Callable, without the result.
#include <clang/AST/Attr.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/QualTypeNames.h>
#include <clang/AST/RecursiveASTVisitor.h>

#include <algorithm>

#include "generator/scan/scan.h"
#include "generator/scan/text.h"

namespace goray::scan {
namespace {

using clang::CXXMethodDecl;
using model::Callable;
using model::Parameter;
namespace annotations = model::annotations;
namespace catalogue = model::catalogue;

std::string ClassOf(const clang::ASTContext& ast, const CXXMethodDecl& method) {
  const clang::CXXRecordDecl& record = *method.getParent();
  if (!llvm::isa<clang::ClassTemplateSpecializationDecl>(record)) return RootedName(record);
  const clang::QualType type = ast.getRecordType(&record).getCanonicalType();
  return clang::TypeName::getFullyQualifiedName(type, ast, ast.getPrintingPolicy(), true);
}

/// `arg<i>` for a parameter without a name, with underscores if another one is called so.
std::string ParameterName(const CXXMethodDecl& method, unsigned index) {
  std::string name = method.getParamDecl(index)->getNameAsString();
  if (!name.empty()) return name;
  name = "arg" + std::to_string(index);
  const auto taken = [&name](const clang::ParmVarDecl* other) { return other->getName() == name; };
  while (std::ranges::any_of(method.parameters(), taken)) name += "_";
  return name;
}

std::optional<Parameter> MapParameter(MappingContext& context, const CXXMethodDecl& method,
                                      unsigned index) {
  const clang::ParmVarDecl& decl = *method.getParamDecl(index);
  Parameter parameter{.name = ParameterName(method, index)};
  const TypePosition position =
      index + 1 == method.getNumParams() ? TypePosition::kLastParameter : TypePosition::kParameter;
  const TypePath path{decl, position, {method.getNameAsString() + "(" + parameter.name + ")"}, {}};
  const auto type = MapType(context, decl.getOriginalType(), path);
  if (!type) return std::nullopt;
  parameter.type = *type;
  if (const clang::Expr* value = decl.hasDefaultArg() ? decl.getDefaultArg() : nullptr) {
    parameter.default_value = MapDefault(context.ast, *value, *type);
  }
  return parameter;
}

/// Why `method` cannot be called on an instance that stays; empty if it can.
std::string WhyNotCallable(const CXXMethodDecl& method) {
  if (method.isVolatile()) return "volatile";
  if (method.getRefQualifier() == clang::RQ_RValue) return "&&-qualified";
  if (method.isConsteval()) return "consteval";
  return "";
}

std::optional<std::string> Deprecation(const CXXMethodDecl& method) {
  const auto* attribute = method.getAttr<clang::DeprecatedAttr>();
  if (attribute == nullptr) return std::nullopt;
  return WithoutControls(attribute->getMessage().str());
}

/// Finds a type that is written without qualification and called `name`.
class UnqualifiedUse : public clang::RecursiveASTVisitor<UnqualifiedUse> {
 public:
  explicit UnqualifiedUse(llvm::StringRef name) : name_(name) {}

  bool VisitElaboratedTypeLoc(clang::ElaboratedTypeLoc location) {
    const clang::NamedDecl* decl = nullptr;
    if (const auto* alias = location.getTypePtr()->getAs<clang::TypedefType>()) {
      decl = alias->getDecl();
    } else {
      decl = location.getTypePtr()->getAsTagDecl();
    }
    const bool unqualified =
        !location.getQualifierLoc() && location.getElaboratedKeywordLoc().isInvalid();
    if (decl != nullptr && unqualified && decl->getName() == name_) found = decl;
    return found == nullptr;
  }

  const clang::NamedDecl* found = nullptr;

 private:
  llvm::StringRef name_;
};

/// Whether Python can call it: a method with a name, or the call operator.
bool IsNamed(const CXXMethodDecl& method) {
  return method.getIdentifier() != nullptr || method.getOverloadedOperator() == clang::OO_Call;
}

}  // namespace

std::vector<const CXXMethodDecl*> PublicMethods(const clang::CXXRecordDecl& record) {
  std::vector<const CXXMethodDecl*> methods;
  std::set<clang::DeclarationName> declared;
  const auto add = [&methods](const clang::NamedDecl& decl) {
    const auto* method = llvm::dyn_cast<CXXMethodDecl>(decl.getUnderlyingDecl());
    if (method != nullptr && decl.getAccess() == clang::AS_public && !method->isImplicit() &&
        !method->isDeleted() && IsNamed(*method)) {
      methods.push_back(method);
    }
  };
  for (const clang::Decl* decl : record.decls()) {
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(decl);
    if (named == nullptr || llvm::isa<clang::UsingDecl>(named)) continue;
    declared.insert(named->getDeclName());
    add(*named);
  }
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    const clang::CXXRecordDecl* type = base.getType()->getAsCXXRecordDecl();
    if (type == nullptr || base.getAccessSpecifier() != clang::AS_public) continue;
    for (const CXXMethodDecl* method : PublicMethods(*type->getDefinition())) {
      // A name declared in a class hides it in the bases.
      if (!declared.contains(method->getDeclName())) methods.push_back(method);
    }
  }
  return methods;
}

std::optional<Callable> MapMethod(MappingContext& context, const CXXMethodDecl& method) {
  const std::string cpp_name = method.getNameAsString();
  const std::string name = method.getIdentifier() == nullptr ? model::kCallOperator : cpp_name;
  Callable callable{.name = AnnotationValue(method, annotations::kName).value_or(name),
                    .cpp_name = cpp_name};
  callable.cpp_class = ClassOf(context.ast, method);
  callable.is_static = method.isStatic();
  callable.is_const = method.isConst();
  callable.hold_gil = HasAnnotation(method, annotations::kHoldGil);
  callable.doc = MapDoc(context.ast, method);
  callable.deprecated = Deprecation(method);
  callable.location = MapLocation(context.ast, method.getLocation());
  bool complete = !CheckChangedMeaning(context, method);
  if (method.isVariadic()) {
    context.Report(catalogue::kVariadicFunction, method, {cpp_name});
    complete = false;
  }
  if (const std::string why = WhyNotCallable(method); !why.empty()) {
    context.Report(catalogue::kQualifiedMethod, method, {cpp_name, why});
    complete = false;
  }
  for (unsigned i = 0; i < method.getNumParams(); ++i) {
    const std::optional<Parameter> parameter = MapParameter(context, method, i);
    complete = complete && parameter.has_value();
    if (parameter) callable.parameters.push_back(*parameter);
  }
  return complete ? std::optional(callable) : std::nullopt;
}

bool CheckChangedMeaning(MappingContext& context, const CXXMethodDecl& method) {
  if (method.getIdentifier() == nullptr) return false;
  UnqualifiedUse use(method.getName());
  if (const clang::TypeSourceInfo* written = method.getTypeSourceInfo()) {
    use.TraverseTypeLoc(written->getTypeLoc());
  }
  if (use.found == nullptr) return false;
  context.Report(
      catalogue::kChangesMeaning, method,
      {method.getNameAsString(), use.found->getQualifiedNameAsString()},
      {{MapLocation(context.ast, use.found->getLocation()), "the type is declared here"}});
  return true;
}

}  // namespace goray::scan
