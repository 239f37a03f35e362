// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

nlohmann::json ValueOf(const llvm::APSInt& value) {
  if (value.isUnsigned()) return value.getZExtValue();
  return value.getSExtValue();
}

model::Type Underlying(const clang::ASTContext& ast, const clang::EnumDecl& decl) {
  const clang::QualType type = decl.getIntegerType().getCanonicalType();
  model::Type mapped{.kind = model::Kind::kInt, .cpp = type.getAsString(ast.getPrintingPolicy())};
  mapped.bits = static_cast<int>(ast.getTypeSize(type));
  mapped.is_signed = type->isSignedIntegerType();
  return mapped;
}

/// Whether values are sets of bits: the enum's namespace has an `operator|` of two that gives one.
bool IsFlags(const clang::ASTContext& ast, const clang::EnumDecl& decl) {
  const clang::QualType type = ast.getEnumType(&decl);
  const auto is_it = [&](clang::QualType other) {
    return ast.hasSameUnqualifiedType(other.getNonReferenceType(), type);
  };
  const auto name = ast.DeclarationNames.getCXXOperatorName(clang::OO_Pipe);
  const auto* scope = decl.getDeclContext()->getEnclosingNamespaceContext()->getRedeclContext();
  return llvm::any_of(scope->lookup(name),
                      [&](const clang::NamedDecl* found) {
                        const auto* function = llvm::dyn_cast<clang::FunctionDecl>(found);
                        return function != nullptr && function->getNumParams() == 2 &&
                               is_it(function->getReturnType()) &&
                               is_it(function->getParamDecl(0)->getType()) &&
                               is_it(function->getParamDecl(1)->getType());
                      }) &&
         llvm::none_of(decl.enumerators(), [](const clang::EnumConstantDecl* enumerator) {
           return enumerator->getInitVal().isNegative();
         });
}

}  // namespace

std::optional<model::Type> MapEnum(MappingContext& context, const clang::EnumDecl& declared,
                                   const TypePath& path) {
  const clang::QualType type = context.ast.getEnumType(&declared);
  if (const std::string why = WhyUnreachable(declared); !why.empty()) {
    Reject(context, model::catalogue::kUnnamedType, type, path, why);
    return std::nullopt;
  }
  const clang::EnumDecl* decl = declared.getDefinition();
  if (decl == nullptr) {
    Reject(context, model::catalogue::kIncompleteType, type, path);
    return std::nullopt;
  }
  const std::string name = QualifiedName(*decl);
  if (context.mapped.insert(name).second) {
    model::Enum node{.name = name, .doc = MapDoc(context.ast, *decl)};
    node.is_flags = IsFlags(context.ast, *decl);
    node.underlying = Underlying(context.ast, *decl);
    node.location = MapLocation(context.ast, decl->getLocation());
    for (const clang::EnumConstantDecl* enumerator : decl->enumerators()) {
      node.enumerators.push_back({enumerator->getNameAsString(), ValueOf(enumerator->getInitVal()),
                                  MapDoc(context.ast, *enumerator)});
    }
    context.outcome.interface.enums.push_back(std::move(node));
  }
  return model::Type{.kind = model::Kind::kEnum, .cpp = RootedName(*decl), .name = name};
}

}  // namespace goray::scan
