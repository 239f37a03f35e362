// SPDX-License-Identifier: Apache-2.0
// A `std::shared_ptr` of a class that is not a value -> an object that Python holds without its content.
#include <clang/AST/CXXInheritance.h>
#include <clang/AST/DeclTemplate.h>

#include <algorithm>
#include <iterator>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::CXXRecordDecl;
using clang::QualType;

bool IsInstance(const CXXRecordDecl& record) {
  return llvm::isa<clang::ClassTemplateSpecializationDecl>(record);
}

/// Of namespaces whose classes cross as this project says, or not at all.
bool IsOfLibrary(const CXXRecordDecl& record) {
  const std::string name = record.getQualifiedNameAsString();
  return record.isInStdNamespace() ||
         std::ranges::any_of(
             std::initializer_list<llvm::StringRef>{"std::", "goray::", "nlohmann::", "Eigen::"},
             [&](llvm::StringRef space) { return llvm::StringRef(name).starts_with(space); });
}

/// "geo::Grid<double>" -> "geo::Grid_double": Python's classes have no arguments.
std::string NameOf(const clang::ASTContext& ast, QualType type, const CXXRecordDecl& record) {
  std::string name = QualifiedName(record);
  if (!IsInstance(record)) return name;
  const std::string spelling = RootedSpelling(ast, type);
  for (const char c : spelling.substr(std::min(spelling.find('<'), spelling.size()))) {
    if (llvm::isAlnum(c)) name += c;
    if (c == '<' || c == ',' || c == '_') name += '_';
  }
  return name;
}

/// The public bases that a pointer converts to, also those of bases, each once.
void AddBases(const clang::ASTContext& ast, const CXXRecordDecl& derived,
              const CXXRecordDecl& record, std::vector<std::string>& names) {
  for (const clang::CXXBaseSpecifier& specifier : record.bases()) {
    const CXXRecordDecl* base = specifier.getType()->getAsCXXRecordDecl();
    if (base == nullptr || specifier.getAccessSpecifier() != clang::AS_public) continue;
    const QualType type = ast.getRecordType(base);
    clang::CXXBasePaths paths;
    if (!derived.isDerivedFrom(base, paths) || paths.isAmbiguous(ast.getCanonicalType(type)))
      continue;
    const std::string name = NameOf(ast, type, *base);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    if (base->getDefinition() != nullptr) AddBases(ast, derived, *base->getDefinition(), names);
  }
}

/// `type` of an object that Python holds; it is listed among the interface's.
std::optional<model::Type> MapObject(MappingContext& context, QualType type, const TypePath& path) {
  const CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  if (const std::string why = WhyUnreachable(record); !why.empty()) {
    Reject(context, model::catalogue::kUnnamedType, type, path, why);
    return std::nullopt;
  }
  const QualType plain = type.getUnqualifiedType();
  const std::string name = NameOf(context.ast, plain, record);
  const std::string cpp = RootedSpelling(context.ast, plain);
  if (context.mapped.insert("object of " + cpp).second) {
    model::Opaque node{.name = name, .cpp = cpp, .doc = MapDoc(context.ast, record)};
    node.location = MapLocation(context.ast, record.getLocation());
    const CXXRecordDecl* definition = record.getDefinition();
    if (definition != nullptr) AddBases(context.ast, *definition, *definition, node.bases);
    context.outcome.interface.opaques.push_back(std::move(node));
  }
  const std::string constant = type.isConstQualified() ? "const " : "";
  return model::Type{
      .kind = model::Kind::kOpaque, .cpp = "std::shared_ptr<" + constant + cpp + ">", .name = name};
}

}  // namespace

bool IsOpaque(MappingContext& context, QualType type) {
  type = type.getUnqualifiedType();
  const CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (record == nullptr || record->isUnion() || IsOfLibrary(*record)) return false;
  for (const char* said : {"Codec", "Fields"}) {
    if (FindSpecialization(context, said, type) != nullptr) return false;
  }
  const CXXRecordDecl* definition = record->getDefinition();
  return IsInstance(*record) || definition == nullptr || !definition->isAggregate();
}

std::optional<model::Type> MapOpaque(MappingContext& context, QualType type, const TypePath& path) {
  auto mapped = MapObject(context, type, path);
  const bool is_given =
      path.position == TypePosition::kResult || path.position == TypePosition::kField;
  if (mapped && is_given) context.outcome.given_objects.insert(mapped->name);
  return mapped;
}

std::optional<model::Type> MapObjectReference(MappingContext& context, QualType type,
                                              const TypePath& path,
                                              std::vector<model::Diagnostic> otherwise) {
  auto mapped = MapObject(context, type, path);
  if (!mapped) return mapped;
  mapped->reference = true;
  context.outcome.taken_objects.push_back({mapped->name, std::move(otherwise)});
  return mapped;
}

void CheckObjects(Outcome& outcome) {
  std::vector<model::Opaque>& opaques = outcome.interface.opaques;
  const auto is_given = [&](const std::string& name) {
    return outcome.given_objects.contains(name) ||
           std::ranges::any_of(opaques, [&](const model::Opaque& one) {
             return outcome.given_objects.contains(one.name) &&
                    std::ranges::find(one.bases, name) != one.bases.end();
           });
  };
  for (TakenObject& taken : outcome.taken_objects) {
    if (is_given(taken.name)) continue;
    std::ranges::move(taken.otherwise, std::back_inserter(outcome.diagnostics));
  }
  for (model::Opaque& one : opaques) {
    std::erase_if(one.bases, [&](const std::string& name) {
      return std::ranges::find(opaques, name, &model::Opaque::name) == opaques.end();
    });
  }
}

}  // namespace goray::scan
