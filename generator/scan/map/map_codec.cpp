// SPDX-License-Identifier: Apache-2.0
// A class with a `goray::Codec` of the user's -> what it crosses as.
#include <clang/AST/DeclTemplate.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::QualType;
using model::Type;

/// What `codec` says that it reads and writes; null: it is none of a user's.
QualType TypeItIsReadAs(MappingContext& context, const clang::CXXRecordDecl& codec) {
  const auto* as = llvm::dyn_cast_or_null<clang::TypedefNameDecl>(FindMember(context, codec, "As"));
  return as == nullptr ? QualType() : as->getUnderlyingType();
}

/// The codec's own type hint; empty: it has none.
std::string HintOf(MappingContext& context, const clang::CXXRecordDecl& codec) {
  const clang::VarDecl* variable = FindConstant(context, codec, "kPython");
  const clang::Expr* value = variable == nullptr ? nullptr : variable->getInit();
  const clang::StringLiteral* literal = value == nullptr ? nullptr : LiteralOf(*value);
  return literal == nullptr ? "" : literal->getString().str();
}

}  // namespace

Found MapUserCodec(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl* codec = FindSpecialization(context, "Codec", type);
  if (codec == nullptr) return {};
  const QualType as = TypeItIsReadAs(context, *codec);
  const std::string hint = HintOf(context, *codec);
  if (as.isNull() && hint.empty()) return {};
  std::optional<Type> mapped = Type{.kind = model::Kind::kAny};
  if (!as.isNull()) mapped = MapValue(context, as, path.Into(Spelling(context.ast, type)));
  if (mapped) {
    mapped->python = hint;
    mapped->cpp = RootedSpelling(context.ast, type);
    mapped->user_codec = true;
    mapped->writable = false;  // it is made of what C++ could write into
  }
  return {true, mapped};
}

}  // namespace goray::scan
