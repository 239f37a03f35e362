// SPDX-License-Identifier: Apache-2.0
// A `std::shared_ptr` of a class that is not a value -> an object that Python holds without its content.
#include <clang/AST/DeclTemplate.h>

#include <algorithm>

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
  const CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  if (const std::string why = WhyUnreachable(record); !why.empty()) {
    Reject(context, model::catalogue::kUnnamedType, type, path, why);
    return std::nullopt;
  }
  const QualType plain = type.getUnqualifiedType();
  const std::string name = NameOf(context.ast, plain, record);
  const std::string cpp = RootedSpelling(context.ast, plain);
  if (context.mapped.insert("object of " + cpp).second) {
    context.outcome.interface.opaques.push_back(
        {name, cpp, MapDoc(context.ast, record), MapLocation(context.ast, record.getLocation())});
  }
  const std::string constant = type.isConstQualified() ? "const " : "";
  return model::Type{
      .kind = model::Kind::kOpaque, .cpp = "std::shared_ptr<" + constant + cpp + ">", .name = name};
}

}  // namespace goray::scan
