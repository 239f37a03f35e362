// SPDX-License-Identifier: Apache-2.0
// QualType -> Type. One switch over what C++ calls a type; classes and enums have files of their
// own.
#include <clang/AST/ASTContext.h>
#include <clang/AST/Type.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::BuiltinType;
using clang::QualType;
using model::Kind;
using model::Type;
namespace catalogue = model::catalogue;

clang::SourceLocation PlaceToChange(const clang::Decl& decl) {
  clang::SourceLocation place;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl)) {
    place = function->getReturnTypeSourceRange().getBegin();
  } else if (const auto* variable = llvm::dyn_cast<clang::DeclaratorDecl>(&decl)) {
    place = variable->getTypeSpecStartLoc();
  }
  return place.isValid() ? place : decl.getLocation();
}

Type IntegerType(const clang::ASTContext& ast, QualType type) {
  Type mapped{.kind = Kind::kInt, .cpp = type.getAsString(ast.getPrintingPolicy())};
  mapped.bits = static_cast<int>(ast.getTypeSize(type));
  mapped.is_signed = type->isSignedIntegerType();
  return mapped;
}

std::optional<Type> MapBuiltin(Mapping& mapping, const BuiltinType& type, const Path& path) {
  const QualType self(&type, 0);
  switch (type.getKind()) {
    case BuiltinType::Bool:
      return Type{.kind = Kind::kBool, .cpp = "bool"};
    case BuiltinType::SChar:
    case BuiltinType::UChar:
    case BuiltinType::Short:
    case BuiltinType::UShort:
    case BuiltinType::Int:
    case BuiltinType::UInt:
    case BuiltinType::Long:
    case BuiltinType::ULong:
    case BuiltinType::LongLong:
    case BuiltinType::ULongLong:
      return IntegerType(mapping.ast, self);
    case BuiltinType::Float:
      return Type{.kind = Kind::kFloat, .cpp = "float", .bits = 32};
    case BuiltinType::Double:
      return Type{.kind = Kind::kFloat, .cpp = "double", .bits = 64};
    case BuiltinType::Int128:
    case BuiltinType::UInt128:
    case BuiltinType::LongDouble:
    case BuiltinType::Float128:
      Reject(mapping, catalogue::kWideNumber, self, path);
      return std::nullopt;
    case BuiltinType::Char_S:
    case BuiltinType::Char_U:
    case BuiltinType::WChar_S:
    case BuiltinType::WChar_U:
    case BuiltinType::Char8:
    case BuiltinType::Char16:
    case BuiltinType::Char32:
      Reject(mapping, catalogue::kCharacter, self, path);
      return std::nullopt;
    default:
      Reject(mapping, catalogue::kUnsupportedType, self, path);
      return std::nullopt;
  }
}

bool IsGoray(const clang::CXXRecordDecl& record) {
  const auto* parent =
      llvm::dyn_cast<clang::NamespaceDecl>(record.getDeclContext()->getEnclosingNamespaceContext());
  return parent != nullptr && parent->getName() == "goray" &&
         parent->getDeclContext()->getRedeclContext()->isTranslationUnit();
}

bool IsGorays(QualType type, llvm::StringRef name) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && IsGoray(*record) && record->getName() == name;
}

bool IsArgs(QualType type) { return IsGorays(type, "Args"); }

std::optional<Type> MapRecord(Mapping& mapping, QualType type, const Path& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  if (record.isUnion()) {
    Reject(mapping, catalogue::kUnion, type, path);
    return std::nullopt;
  }
  if (IsArgs(type)) {
    Reject(mapping, catalogue::kMisplacedArgs, type, path);
    return std::nullopt;
  }
  if (record.isInStdNamespace() || IsGoray(record)) return MapLibraryType(mapping, type, path);
  return MapStruct(mapping, record, path);
}

/// The message for a type that has no value at all; null if it has one.
const model::Message* WhyNoValue(QualType type) {
  if (type.isVolatileQualified()) return &catalogue::kVolatile;
  if (type->isFunctionType() || type->isFunctionPointerType() || type->isMemberPointerType()) {
    return &catalogue::kFunctionType;
  }
  if (type->isPointerType()) return &catalogue::kRawPointer;
  if (type->isArrayType()) return &catalogue::kArray;
  if (type.isConstQualified() || type->isReferenceType()) return &catalogue::kUnsupportedType;
  return nullptr;
}

}  // namespace

Path Path::Into(const std::string& step) const {
  Path next = *this;
  next.steps.push_back(step);
  return next;
}

std::string Path::Chain() const {
  std::string text;
  for (const std::string& step : steps) text += (text.empty() ? "" : " -> ") + step;
  return text;
}

std::string Spelling(const clang::ASTContext& ast, QualType type) {
  clang::PrintingPolicy policy = ast.getPrintingPolicy();
  policy.SuppressTagKeyword = true;
  policy.AnonymousTagLocations = false;  // they are absolute paths
  std::string text = type.getAsString(policy);
  for (const char* space : {" *", " &"}) {
    for (std::size_t at = 0; (at = text.find(space, at)) != std::string::npos;) text.erase(at, 1);
  }
  return text;
}

void Reject(Mapping& mapping, const model::Message& message, QualType type, const Path& path,
            const std::string& reason) {
  const std::string name = Spelling(mapping.ast, type);
  const std::string chain = path.Chain() + " -> " + name;
  mapping.outcome.diagnostics.push_back(
      model::MakeDiagnostic(message, MapLocation(mapping.ast, PlaceToChange(path.decl)),
                            {chain, name, reason}, path.notes));
}

std::optional<Type> MapType(Mapping& mapping, QualType type, const Path& path) {
  if (type->isReferenceType() && path.place != Place::kField) {
    const QualType referred = type.getNonReferenceType();
    const bool rvalue = type->isRValueReferenceType() && path.place != Place::kResult;
    if (!referred.isConstQualified() && !rvalue && !referred->isFunctionType()) {
      mapping.outcome.diagnostics.push_back(model::MakeDiagnostic(
          catalogue::kNonConstReference, MapLocation(mapping.ast, PlaceToChange(path.decl)),
          {path.Chain() + " -> " + Spelling(mapping.ast, type), Spelling(mapping.ast, referred)},
          path.notes));
      return std::nullopt;
    }
    type = referred;
  }
  type.removeLocalConst();
  if (type.isConstQualified() && path.place != Place::kField) {
    type = type.getCanonicalType();
    type.removeLocalConst();
  }
  if (path.place == Place::kResult && type->isVoidType()) return Type{.cpp = "void"};
  const bool is_parameter = path.place == Place::kParameter || path.place == Place::kLastParameter;
  if (is_parameter && IsGorays(type, "ObjectRef")) {
    Reject(mapping, catalogue::kRefParameter, type, path);
    return std::nullopt;
  }
  const bool takes_args = path.place == Place::kResult || path.place == Place::kLastParameter;
  if (takes_args && IsArgs(type)) return Type{.kind = Kind::kArgs, .cpp = "goray::Args"};
  return MapValue(mapping, type, path);
}

std::optional<Type> MapValue(Mapping& mapping, QualType type, const Path& path) {
  if (const model::Message* message = WhyNoValue(type)) {
    Reject(mapping, *message, type, path);
    return std::nullopt;
  }
  const QualType canonical = type.getCanonicalType();
  if (const auto* builtin = llvm::dyn_cast<BuiltinType>(canonical.getTypePtr())) {
    return MapBuiltin(mapping, *builtin, path);
  }
  if (const auto* decl = llvm::dyn_cast_or_null<clang::EnumDecl>(type->getAsTagDecl())) {
    if (!decl->isInStdNamespace()) return MapEnum(mapping, *decl, path);
    Reject(mapping, catalogue::kUnsupportedLibraryType, type, path);
    return std::nullopt;
  }
  if (type->getAsCXXRecordDecl() != nullptr) return MapRecord(mapping, type, path);
  Reject(mapping, catalogue::kUnsupportedType, type, path);
  return std::nullopt;
}

}  // namespace goray::scan
