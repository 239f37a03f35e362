// SPDX-License-Identifier: Apache-2.0
// Sets and maps -> Type: what their keys may be, and orders, hashes and comparisons of their own.
#include <clang/AST/DeclTemplate.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::QualType;
using model::Kind;
using model::Type;
namespace catalogue = model::catalogue;

using Arguments = llvm::ArrayRef<clang::TemplateArgument>;
using Result = std::optional<Type>;

/// Whether Python can hash it.
bool IsKey(const Type& type) {
  switch (type.kind) {
    case Kind::kBool:
    case Kind::kEnum:
    case Kind::kInt:
    case Kind::kPath:
    case Kind::kString:
    case Kind::kTimePoint:
      return true;
    case Kind::kTuple:
      return std::ranges::all_of(type.elements, IsKey);
    default:
      return false;
  }
}

/// What generated code writes behind the types of what is in a container whose orders, hashes and comparisons are `all`,
/// and `usual` if nothing is said: nothing, or ", A, B". Nothing at all if they have no name there.
std::optional<std::string> Behind(MappingContext& context, Arguments all,
                                  std::initializer_list<llvm::StringRef> usual, QualType key) {
  std::string text;
  bool is_usual = true;
  for (std::size_t i = 0; i < usual.size(); ++i) {
    is_usual = is_usual && IsStdInstance(all[i], usual.begin()[i], key);
    const QualType type = all[i].getAsType();
    const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
    // One that is no class, or a std::function, calls nothing where the container is made anew.
    const bool is_unknown = record == nullptr || record->isLambda() ||
                            (record->isInStdNamespace() && record->getName() == "function");
    if (is_unknown || !WhyUnreachable(*record).empty()) return std::nullopt;
    text += ", " + RootedSpelling(context.ast, type);
  }
  return is_usual ? "" : text;
}

bool IsStdAllocator(const clang::TemplateArgument& argument) {
  const clang::CXXRecordDecl* record = argument.getAsType()->getAsCXXRecordDecl();
  return record != nullptr && record->isInStdNamespace() && record->getName() == "allocator";
}

/// `behind`: see Behind.
Result MapSet(MappingContext& context, const std::string& prefix, QualType type, QualType value,
              const std::string& behind, const TypePath& path) {
  const TypePath inner = path.Into(Spelling(context.ast, type));
  const Result element = MapValue(context, value, inner);
  if (element && !IsKey(*element)) {
    Reject(context, catalogue::kMapKey, value, inner);
    return std::nullopt;
  }
  if (!element) return std::nullopt;
  return Type{.kind = Kind::kSet,
              .cpp = prefix + "<" + element->cpp + behind + ">",
              .elements = {*element}};
}

Result MapMap(MappingContext& context, const std::string& prefix, QualType type,
              Arguments arguments, const std::string& behind, const TypePath& path) {
  const TypePath inner = path.Into(Spelling(context.ast, type));
  const Result key = MapValue(context, arguments[0].getAsType(), inner);
  const Result value = MapValue(context, arguments[1].getAsType(), inner);
  if (key && !IsKey(*key)) {
    Reject(context, catalogue::kMapKey, arguments[0].getAsType(), inner);
    return std::nullopt;
  }
  if (!key || !value) return std::nullopt;
  return Type{.kind = Kind::kMap,
              .cpp = prefix + "<" + key->cpp + ", " + value->cpp + behind + ">",
              .elements = {*key, *value}};
}

}  // namespace

Found MapKeyed(MappingContext& context, QualType type, Arguments arguments, const TypePath& path) {
  const std::string name = type->getAsCXXRecordDecl()->getName().str();
  const bool is_map = name == "map" || name == "unordered_map";
  if (!is_map && name != "set" && name != "unordered_set") return {};
  const QualType key = arguments[0].getAsType();
  const Arguments all = arguments.slice(is_map ? 2 : 1);
  if (!IsStdAllocator(all.back())) return {};
  const auto behind = llvm::StringRef(name).starts_with("unordered")
                          ? Behind(context, all, {"hash", "equal_to"}, key)
                          : Behind(context, all, {"less"}, key);
  if (!behind) return {};
  if (!is_map) return {true, MapSet(context, "std::" + name, type, key, *behind, path)};
  return {true, MapMap(context, "std::" + name, type, arguments, *behind, path)};
}

}  // namespace goray::scan
