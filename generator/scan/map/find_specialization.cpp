// SPDX-License-Identifier: Apache-2.0
// What users say of a class by specialising a template of goray.
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Sema/Lookup.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/TemplateDeduction.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::ClassTemplateDecl;
using clang::QualType;

ClassTemplateDecl* TemplateOfGoray(clang::ASTContext& ast, llvm::StringRef name) {
  for (clang::NamedDecl* space : ast.getTranslationUnitDecl()->lookup(&ast.Idents.get("goray"))) {
    auto* found = llvm::dyn_cast<clang::NamespaceDecl>(space);
    if (found == nullptr) continue;
    for (clang::NamedDecl* decl : found->lookup(&ast.Idents.get(name))) {
      if (auto* primary = llvm::dyn_cast<ClassTemplateDecl>(decl)) return primary;
    }
  }
  return nullptr;
}

/// Whether one of its partial specialisations is of `argument`.
bool IsPartlySpecialised(MappingContext& context, ClassTemplateDecl& primary,
                         const clang::TemplateArgument& argument) {
  llvm::SmallVector<clang::ClassTemplatePartialSpecializationDecl*, 16> all;
  primary.getPartialSpecializations(all);
  return std::ranges::any_of(all, [&](clang::ClassTemplatePartialSpecializationDecl* partial) {
    clang::sema::TemplateDeductionInfo info(partial->getLocation());
    return context.sema.DeduceTemplateArguments(partial, {argument}, info) ==
           clang::TemplateDeductionResult::Success;
  });
}

}  // namespace

const clang::CXXRecordDecl* FindSpecialization(MappingContext& context, llvm::StringRef name,
                                               QualType type) {
  ClassTemplateDecl* const primary = TemplateOfGoray(context.ast, name);
  if (primary == nullptr) return nullptr;
  const clang::TemplateArgument argument(type.getCanonicalType().getUnqualifiedType());
  void* position = nullptr;
  if (const auto* found = primary->findSpecialization({argument}, position)) {
    if (found->isExplicitSpecialization()) return found->getDefinition();
  }
  // The primary template itself is never made: that of Codec says that there is none.
  if (!IsPartlySpecialised(context, *primary, argument)) return nullptr;
  const clang::SourceLocation place = primary->getLocation();
  clang::TemplateArgumentListInfo arguments(place, place);
  arguments.addArgument(clang::TemplateArgumentLoc(
      argument, context.ast.getTrivialTypeSourceInfo(argument.getAsType(), place)));
  const QualType instance =
      context.sema.CheckTemplateIdType(clang::TemplateName(primary), place, arguments);
  if (instance.isNull() || !context.sema.isCompleteType(place, instance)) return nullptr;
  return instance->getAsCXXRecordDecl();
}

const clang::NamedDecl* FindMember(MappingContext& context, const clang::CXXRecordDecl& record,
                                   llvm::StringRef name) {
  clang::LookupResult found(context.sema, &context.ast.Idents.get(name), record.getLocation(),
                            clang::Sema::LookupMemberName);
  found.suppressDiagnostics();
  auto& scope =
      const_cast<clang::CXXRecordDecl&>(record);  // NOLINT(*-const-cast): Clang's interface
  context.sema.LookupQualifiedName(found, &scope);
  return found.empty() ? nullptr : found.getRepresentativeDecl();
}

const clang::VarDecl* FindConstant(MappingContext& context, const clang::CXXRecordDecl& record,
                                   llvm::StringRef name) {
  const auto* found = llvm::dyn_cast_or_null<clang::VarDecl>(FindMember(context, record, name));
  if (found == nullptr) return nullptr;
  auto& variable = const_cast<clang::VarDecl&>(*found);  // NOLINT(*-const-cast): Clang's interface
  if (variable.getTemplateInstantiationPattern() != nullptr) {
    context.sema.InstantiateVariableDefinition(variable.getLocation(), &variable);
  }
  const clang::VarDecl* defined = variable.getInitializingDeclaration();
  return defined != nullptr ? defined : &variable;
}

const clang::StringLiteral* LiteralOf(const clang::Expr& expression) {
  const clang::Expr* inner = expression.IgnoreUnlessSpelledInSource();
  const auto* made = llvm::dyn_cast<clang::CXXConstructExpr>(inner);
  if (made != nullptr && made->getNumArgs() == 1) inner = made->getArg(0);  // a std::string_view
  const auto* literal = llvm::dyn_cast<clang::StringLiteral>(inner->IgnoreParenImpCasts());
  return literal != nullptr && literal->getCharByteWidth() == 1 ? literal : nullptr;
}

}  // namespace goray::scan
