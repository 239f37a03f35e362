// SPDX-License-Identifier: Apache-2.0
// How generated code names a type, and whether it can.
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/QualTypeNames.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

/// `typedef struct { ... } Name;` has its name from the typedef.
const clang::NamedDecl& Named(const clang::TagDecl& decl) {
  const clang::TypedefNameDecl* alias = decl.getTypedefNameForAnonDecl();
  return alias != nullptr ? static_cast<const clang::NamedDecl&>(*alias) : decl;
}

/// Whether its name alone means something else, as that of `struct stat` means the function.
bool IsHidden(const clang::TagDecl& decl) {
  const auto same = decl.getDeclContext()->getRedeclContext()->lookup(Named(decl).getDeclName());
  return std::ranges::any_of(same, [](const clang::NamedDecl* other) {
    other = other->getUnderlyingDecl();
    return llvm::isa<clang::ValueDecl>(other) || llvm::isa<clang::FunctionTemplateDecl>(other);
  });
}

}  // namespace

std::string UnqualifiedName(const clang::TagDecl& decl) { return Named(decl).getNameAsString(); }

std::string QualifiedName(const clang::TagDecl& decl) {
  return Named(decl).getQualifiedNameAsString();
}

std::string RootedName(const clang::TagDecl& decl) { return "::" + QualifiedName(decl); }

std::string RootedSpelling(const clang::ASTContext& ast, clang::QualType type) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  if (!llvm::isa<clang::ClassTemplateSpecializationDecl>(record)) return RootedName(record);
  return clang::TypeName::getFullyQualifiedName(type.getCanonicalType().getUnqualifiedType(), ast,
                                                ast.getPrintingPolicy(), true);
}

llvm::ArrayRef<clang::TemplateArgument> ArgumentsOf(const clang::CXXRecordDecl& record) {
  const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (specialization == nullptr) return {};
  return specialization->getTemplateArgs().asArray();
}

std::string WhyUnreachable(const clang::TagDecl& decl) {
  if (Named(decl).getDeclName().isEmpty()) return "it has no name";
  if (decl.isInAnonymousNamespace()) return "it is in an anonymous namespace";
  if (IsHidden(decl)) return "it has the name of a function or of a variable, which hides it";
  for (const clang::Decl* part = &decl; part != nullptr;) {
    const clang::AccessSpecifier access = part->getAccess();
    if (access == clang::AS_private || access == clang::AS_protected) {
      return "it is in a part of a class that is not public";
    }
    const clang::DeclContext* parent = part->getDeclContext();
    if (parent->isFunctionOrMethod()) return "it is inside of a function";
    part = llvm::dyn_cast<clang::TagDecl>(parent);
  }
  return "";
}

}  // namespace goray::scan
