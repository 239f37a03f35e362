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

/// `arg<i>` for a parameter without a name, with underscores if another one is called so.
std::string ParameterName(const clang::FunctionDecl& method, unsigned index) {
  std::string name = method.getParamDecl(index)->getNameAsString();
  if (!name.empty()) return name;
  name = "arg" + std::to_string(index);
  const auto taken = [&name](const clang::ParmVarDecl* other) { return other->getName() == name; };
  while (std::ranges::any_of(method.parameters(), taken)) name += "_";
  return name;
}

/// `shown`: how errors call the function; `place`: what to change, if that is not the parameter.
std::optional<Parameter> MapParameter(MappingContext& context, const clang::FunctionDecl& function,
                                      unsigned index, const std::string& shown,
                                      clang::SourceLocation place) {
  const clang::ParmVarDecl& decl = *function.getParamDecl(index);
  Parameter parameter{.name = ParameterName(function, index)};
  const TypePosition position = index + 1 == function.getNumParams() ? TypePosition::kLastParameter
                                                                     : TypePosition::kParameter;
  const TypePath path{decl, position, {shown + "(" + parameter.name + ")"}, {}, place};
  const auto type = MapType(context, decl.getOriginalType(), path);
  if (!type) return std::nullopt;
  parameter.type = *type;
  if (const clang::Expr* value = decl.hasDefaultArg() ? decl.getDefaultArg() : nullptr) {
    parameter.default_value = MapDefault(context.ast, *value, *type);
  }
  return parameter;
}

/// Those after the first `skipped`; false if a part has been reported.
bool MapParameters(MappingContext& context, const clang::FunctionDecl& function, unsigned skipped,
                   const std::string& shown, clang::SourceLocation place, Callable& callable) {
  bool complete = true;
  for (unsigned i = skipped; i < function.getNumParams(); ++i) {
    const auto parameter = MapParameter(context, function, i, shown, place);
    complete = complete && parameter.has_value();
    if (parameter) callable.parameters.push_back(*parameter);
  }
  return complete;
}

/// Why `method` cannot be called on an instance that stays; empty if it can.
std::string WhyNotCallable(const CXXMethodDecl& method) {
  if (method.isVolatile()) return "volatile";
  if (method.getRefQualifier() == clang::RQ_RValue) return "&&-qualified";
  if (method.isConsteval()) return "consteval";
  return "";
}

std::optional<std::string> Deprecation(const clang::FunctionDecl& method) {
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

/// As any scope can name it. Clang leaves out the scopes of what a function type inside of a type is made of.
std::string SpelledFromRoot(const clang::ASTContext& ast, clang::QualType type) {
  const clang::QualType value = type.getNonReferenceType();
  const clang::CXXRecordDecl* record = value->getAsCXXRecordDecl();
  const bool is_function =
      record != nullptr && record->isInStdNamespace() && record->getName() == "function";
  const auto* function =
      is_function ? ArgumentsOf(*record)[0].getAsType()->getAs<clang::FunctionProtoType>()
                  : nullptr;
  if (function == nullptr) {
    return clang::TypeName::getFullyQualifiedName(type.getCanonicalType(), ast,
                                                  ast.getPrintingPolicy(), true);
  }
  std::string text = value.isConstQualified() ? "const " : "";
  text += "::std::function<" + SpelledFromRoot(ast, function->getReturnType()) + "(";
  const char* comma = "";
  for (const clang::QualType parameter : function->getParamTypes()) {
    text += comma + SpelledFromRoot(ast, parameter);
    comma = ", ";
  }
  text += ")>";
  if (type->isReferenceType()) text += type->isLValueReferenceType() ? " &" : " &&";
  return text;
}

/// C++ for a pointer to `method`, with a cast where its class has others of the name; empty if only
/// its class, or one derived from it, may name it.
std::string PointerTo(const clang::ASTContext& ast, const CXXMethodDecl& method) {
  const clang::CXXRecordDecl& owner = *method.getParent();
  if (method.getAccess() != clang::AS_public || !WhyUnreachable(owner).empty()) return "";
  const std::string name = RootedSpelling(ast, ast.getRecordType(&owner));
  std::string pointer = "&" + name + "::" + method.getNameAsString();
  if (owner.lookup(method.getDeclName()).isSingleResult()) return pointer;
  std::string type = SpelledFromRoot(ast, method.getReturnType());
  type += method.isStatic() ? " (*)(" : " (" + name + "::*)(";
  for (unsigned i = 0; i < method.getNumParams(); ++i)
    type += (i == 0 ? "" : ", ") + SpelledFromRoot(ast, method.getParamDecl(i)->getType());
  type += method.isConst() ? ") const" : ")";
  if (method.getRefQualifier() == clang::RQ_LValue) type += " &";
  return "static_cast<" + type + ">(" + pointer + ")";
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
  callable.cpp_class = RootedSpelling(context.ast, context.ast.getRecordType(method.getParent()));
  callable.is_static = method.isStatic();
  callable.is_const = method.isConst();
  callable.hold_gil = HasAnnotation(method, annotations::kHoldGil);
  callable.doc = MapDoc(context.ast, method);
  callable.deprecated = Deprecation(method);
  callable.location = MapLocation(context.ast, method.getLocation());
  callable.pointer = PointerTo(context.ast, method);
  bool complete = !CheckChangedMeaning(context, method);
  if (method.isVariadic()) {
    context.Report(catalogue::kVariadicFunction, method, {cpp_name});
    complete = false;
  }
  if (const std::string why = WhyNotCallable(method); !why.empty()) {
    context.Report(catalogue::kQualifiedMethod, method, {cpp_name, why});
    complete = false;
  }
  complete = MapParameters(context, method, 0, cpp_name, {}, callable) && complete;
  return complete ? std::optional(callable) : std::nullopt;
}

std::optional<Callable> MapWithResult(MappingContext& context, const CXXMethodDecl& method) {
  std::optional<Callable> callable = MapMethod(context, method);
  Callable unused;  // so that an error of the result is found as well
  const TypePath path{method, TypePosition::kResult, {method.getNameAsString() + "()"}, {}};
  const bool complete = MapResult(context, method, path, callable ? *callable : unused);
  return complete ? callable : std::nullopt;
}

std::optional<Callable> MapListed(MappingContext& context, const clang::FunctionDecl& function,
                                  const ListItem& item, unsigned objects) {
  Callable callable{.name = item.name, .cpp_name = item.name};
  const auto* method = llvm::dyn_cast<CXXMethodDecl>(&function);
  if (objects == 0) callable.cpp_name = function.getNameAsString();
  callable.is_const = method != nullptr && method->isConst();
  if (objects == 0) callable.pointer = PointerTo(context.ast, *method);
  callable.doc = MapDoc(context.ast, function);
  callable.deprecated = Deprecation(function);
  callable.location = MapLocation(context.ast, item.place);
  const std::string why = objects == 0 ? WhyNotCallable(*method) : "";
  bool complete = why.empty() && !function.isVariadic();
  if (!why.empty()) {
    context.outcome.diagnostics.push_back(
        model::MakeDiagnostic(catalogue::kQualifiedMethod, callable.location, {item.name, why}));
  } else if (!complete) {
    context.outcome.diagnostics.push_back(
        model::MakeDiagnostic(catalogue::kVariadicFunction, callable.location, {item.name}));
  }
  complete = MapParameters(context, function, objects, item.name, item.place, callable) && complete;
  const TypePath path{function, TypePosition::kResult, {item.name + "()"}, {}, item.place};
  complete = MapResult(context, function, path, callable) && complete;
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
