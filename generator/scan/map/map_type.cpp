// SPDX-License-Identifier: Apache-2.0
// QualType -> Type. One switch over what C++ calls a type; classes and enums have files of their
// own.
#include <clang/AST/ASTContext.h>
#include <clang/AST/Type.h>

#include <iterator>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::BuiltinType;
using clang::QualType;
using model::Kind;
using model::Type;
namespace catalogue = model::catalogue;

clang::SourceLocation PlaceToChange(const TypePath& path) {
  if (path.place.isValid()) return path.place;
  const clang::Decl& decl = path.decl;
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

std::optional<Type> MapBuiltin(MappingContext& context, const BuiltinType& type,
                               const TypePath& path) {
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
      return IntegerType(context.ast, self);
    case BuiltinType::Float:
      return Type{.kind = Kind::kFloat, .cpp = "float", .bits = 32};
    case BuiltinType::Double:
      return Type{.kind = Kind::kFloat, .cpp = "double", .bits = 64};
    case BuiltinType::Int128:
    case BuiltinType::UInt128:
    case BuiltinType::LongDouble:
    case BuiltinType::Float128:
      Reject(context, catalogue::kWideNumber, self, path);
      return std::nullopt;
    case BuiltinType::Char_S:
    case BuiltinType::Char_U:
    case BuiltinType::WChar_S:
    case BuiltinType::WChar_U:
    case BuiltinType::Char8:
    case BuiltinType::Char16:
    case BuiltinType::Char32:
      Reject(context, catalogue::kCharacter, self, path);
      return std::nullopt;
    default:
      Reject(context, catalogue::kUnsupportedType, self, path);
      return std::nullopt;
  }
}

/// Whether it is a member of a namespace of this name that stands in none.
bool IsInRoot(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  const auto* parent =
      llvm::dyn_cast<clang::NamespaceDecl>(record.getDeclContext()->getEnclosingNamespaceContext());
  return parent != nullptr && parent->getName() == name &&
         parent->getDeclContext()->getRedeclContext()->isTranslationUnit();
}

bool IsGoray(const clang::CXXRecordDecl& record) { return IsInRoot(record, "goray"); }

/// Also of a namespace inside of `std`.
bool IsOfStd(const clang::CXXRecordDecl& record) {
  const clang::DeclContext* context = record.getDeclContext();
  while (context != nullptr && !context->isStdNamespace()) context = context->getParent();
  return context != nullptr;
}

bool IsJson(const clang::CXXRecordDecl& record) {
  return record.getName() == "basic_json" &&
         llvm::StringRef(record.getQualifiedNameAsString()).starts_with("nlohmann::");
}

/// `const char*`.
bool IsCText(QualType type) {
  if (!type->isPointerType() || type.isVolatileQualified()) return false;
  const QualType pointee = type->getPointeeType().getCanonicalType();
  const bool is_char = pointee->isSpecificBuiltinType(BuiltinType::Char_S) ||
                       pointee->isSpecificBuiltinType(BuiltinType::Char_U);
  return is_char && pointee.isConstQualified() && !pointee.isVolatileQualified();
}

bool IsGorays(QualType type, llvm::StringRef name) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  return record != nullptr && IsGoray(*record) && record->getName() == name;
}

bool IsArgs(QualType type) { return IsGorays(type, "Args"); }

std::optional<Type> MapRecord(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  if (record.isUnion()) {
    Reject(context, catalogue::kUnion, type, path);
    return std::nullopt;
  }
  if (IsArgs(type)) {
    Reject(context, catalogue::kMisplacedArgs, type, path);
    return std::nullopt;
  }
  if (IsOfStd(record) || IsGoray(record) || IsJson(record))
    return MapLibraryType(context, type, path);
  if (const Found found = MapUserCodec(context, type, path); found.is_found) return found.type;
  if (const Found found = MapFields(context, type, path); found.is_found) return found.type;
  if (IsOfEigen(record)) return MapEigenType(context, type, path);
  return MapStruct(context, record, path);
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

/// Whether Clang has no type for it, as that is of a generated header: all other errors end the scan.
/// Of a function it is the result's.
bool IsUnseen(const clang::Decl& decl) {
  if (!decl.isInvalidDecl()) return false;
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
  return function == nullptr || llvm::none_of(function->parameters(), [](const auto* parameter) {
           return parameter->isInvalidDecl();
         });
}

std::optional<Type> MapByPosition(MappingContext& context, QualType type, const TypePath& path) {
  if (IsUnseen(path.decl)) {
    context.outcome.diagnostics.push_back(
        model::MakeDiagnostic(catalogue::kUnseenType, MapLocation(context.ast, PlaceToChange(path)),
                              {path.Chain()}, path.notes));
    return std::nullopt;
  }
  if (type->isReferenceType() && path.position != TypePosition::kField) {
    const QualType referred = type.getNonReferenceType();
    const bool rvalue = type->isRValueReferenceType() && path.position != TypePosition::kResult;
    if (!referred.isConstQualified() && !rvalue && !referred->isFunctionType()) {
      context.outcome.diagnostics.push_back(model::MakeDiagnostic(
          catalogue::kNonConstReference, MapLocation(context.ast, PlaceToChange(path)),
          {path.Chain() + " -> " + Spelling(context.ast, type), Spelling(context.ast, referred)},
          path.notes));
      return std::nullopt;
    }
    type = referred;
  }
  type.removeLocalConst();
  if (type.isConstQualified() && path.position != TypePosition::kField) {
    type = type.getCanonicalType();
    type.removeLocalConst();
  }
  if (path.position == TypePosition::kResult && type->isVoidType()) return Type{.cpp = "void"};
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  if (is_parameter && IsGorays(type, "ObjectRef")) {
    Reject(context, catalogue::kRefParameter, type, path);
    return std::nullopt;
  }
  const bool takes_args =
      path.position == TypePosition::kResult || path.position == TypePosition::kLastParameter;
  if (takes_args && IsArgs(type)) return Type{.kind = Kind::kArgs, .cpp = "::goray::Args"};
  if (is_parameter && IsCText(type))
    return Type{.kind = Kind::kString, .cpp = "const char*", .view = true};
  return MapValue(context, type, path);
}

}  // namespace

bool IsOfEigen(const clang::CXXRecordDecl& record) { return IsInRoot(record, "Eigen"); }

bool IsArrayItem(const Type& type) {
  return type.kind == Kind::kBool || type.kind == Kind::kInt || type.kind == Kind::kFloat ||
         type.kind == Kind::kComplex;
}

TypePath TypePath::Into(const std::string& step) const {
  TypePath next = *this;
  next.steps.push_back(step);
  return next;
}

std::string TypePath::Chain() const {
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

void Reject(MappingContext& context, const model::Message& message, QualType type,
            const TypePath& path, const std::string& reason) {
  const std::string name = Spelling(context.ast, type);
  const std::string chain = path.Chain() + " -> " + name;
  context.outcome.diagnostics.push_back(model::MakeDiagnostic(
      message, MapLocation(context.ast, PlaceToChange(path)), {chain, name, reason}, path.notes));
}

std::optional<Type> MapType(MappingContext& context, QualType type, const TypePath& path) {
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  const QualType referred = type.getNonReferenceType();
  if (!is_parameter || !type->isLValueReferenceType() || referred.isVolatileQualified() ||
      !IsOpaque(context, referred)) {
    return MapByPosition(context, type, path);
  }
  // It may be an object that Python has, which is known when all is mapped. If it is not, this is wrong:
  std::vector<model::Diagnostic>& diagnostics = context.outcome.diagnostics;
  const auto known = static_cast<std::ptrdiff_t>(diagnostics.size());
  const std::set<std::string> mapped = context.mapped;
  MapByPosition(context, type, path);
  std::vector<model::Diagnostic> otherwise(std::make_move_iterator(diagnostics.begin() + known),
                                           std::make_move_iterator(diagnostics.end()));
  diagnostics.erase(diagnostics.begin() + known, diagnostics.end());
  context.mapped = mapped;
  return MapObjectReference(context, referred, path, std::move(otherwise));
}

std::optional<Type> MapValue(MappingContext& context, QualType type, const TypePath& path) {
  if (const model::Message* message = WhyNoValue(type)) {
    Reject(context, *message, type, path);
    return std::nullopt;
  }
  const QualType canonical = type.getCanonicalType();
  if (const auto* builtin = llvm::dyn_cast<BuiltinType>(canonical.getTypePtr())) {
    return MapBuiltin(context, *builtin, path);
  }
  if (const auto* decl = llvm::dyn_cast_or_null<clang::EnumDecl>(type->getAsTagDecl())) {
    if (!decl->isInStdNamespace()) return MapEnum(context, *decl, path);
    Reject(context, catalogue::kUnsupportedLibraryType, type, path);
    return std::nullopt;
  }
  if (type->getAsCXXRecordDecl() != nullptr) return MapRecord(context, type, path);
  Reject(context, catalogue::kUnsupportedType, type, path);
  return std::nullopt;
}

}  // namespace goray::scan
