// SPDX-License-Identifier: Apache-2.0
// Eigen's dense classes -> Type. They are spelled as Eigen's users write them, `::Eigen::MatrixXd`.
#include <clang/AST/DeclTemplate.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::QualType;
using model::Kind;
using model::Type;
namespace catalogue = model::catalogue;

using Arguments = llvm::ArrayRef<clang::TemplateArgument>;

constexpr std::int64_t kDynamic = -1;

std::int64_t Number(const clang::TemplateArgument& argument) {
  return argument.getAsIntegral().getSExtValue();
}

const clang::CXXRecordDecl* MatrixOf(QualType type) {
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (record == nullptr || !IsOfEigen(*record)) return nullptr;
  const bool is_matrix = record->getName() == "Matrix" || record->getName() == "Array";
  return is_matrix && ArgumentsOf(*record).size() == 6 ? record : nullptr;
}

/// "X", "2", "3", "4"; empty for sizes that are in no name.
std::string SizeName(std::int64_t size) {
  if (size == kDynamic) return "X";
  return size >= 2 && size <= 4 ? std::to_string(size) : "";
}

std::string ItemName(const Type& item) {
  if (item.kind == Kind::kComplex) return item.bits == 32 ? "cf" : "cd";
  if (item.kind == Kind::kFloat) return item.bits == 32 ? "f" : "d";
  return item.cpp == "int" ? "i" : "";
}

/// Eigen's own name of a matrix, such as "VectorXd"; empty if it has none.
std::string AliasName(const clang::ASTContext& ast, const clang::CXXRecordDecl& record,
                      const Type& item) {
  const Arguments arguments = ArgumentsOf(record);
  const std::int64_t rows = Number(arguments[1]);
  const std::int64_t columns = Number(arguments[2]);
  const std::string row = SizeName(rows), column = SizeName(columns);
  std::string name;
  if (record.getName() == "Array") {
    name = columns == 1 ? "Array" + row : "Array" + row + column;
  } else if (columns == 1) {
    name = "Vector" + row;
  } else {
    name = rows == 1 ? "RowVector" + column : "Matrix" + row + (rows == columns ? "" : column);
  }
  name += ItemName(item);
  for (const clang::NamedDecl* decl :
       record.getDeclContext()->getRedeclContext()->lookup(&ast.Idents.get(name))) {
    const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl);
    if (alias != nullptr &&
        ast.hasSameType(alias->getUnderlyingType(), ast.getTypeDeclType(&record)))
      return "::Eigen::" + name;
  }
  return "";
}

std::string MatrixName(const clang::ASTContext& ast, const clang::CXXRecordDecl& record,
                       const Type& item) {
  std::string alias = AliasName(ast, record, item);
  if (!alias.empty()) return alias;
  const Arguments arguments = ArgumentsOf(record);
  std::string name = RootedName(record) + "<" + item.cpp;
  // The largest sizes are the sizes, if nothing else is said.
  const bool is_bounded =
      Number(arguments[4]) != Number(arguments[1]) || Number(arguments[5]) != Number(arguments[2]);
  const std::size_t count = is_bounded ? 6 : Number(arguments[3]) != 0 ? 4 : 3;
  for (const clang::TemplateArgument& argument : arguments.slice(1, count - 1))
    name += ", " + std::to_string(Number(argument));
  return name + ">";
}

/// `Eigen::OuterStride<-1>`.
std::string StrideName(QualType stride) {
  const clang::CXXRecordDecl* record = stride->getAsCXXRecordDecl();
  if (record == nullptr) return "";
  std::string name;
  for (const clang::TemplateArgument& argument : ArgumentsOf(*record)) {
    if (argument.getKind() != clang::TemplateArgument::Integral) return "";
    name += (name.empty() ? "" : ", ") + std::to_string(Number(argument));
  }
  return RootedName(*record) + "<" + name + ">";
}

/// What a view has if a user says nothing.
std::string DefaultStride(bool is_map, const Type& matrix) {
  if (is_map) return "::Eigen::Stride<0, 0>";
  return matrix.rank == 1 ? "::Eigen::InnerStride<1>" : "::Eigen::OuterStride<-1>";
}

/// Whether `<goray/eigen.h>` is included, which has the codecs.
bool IsHeaderIncluded(const clang::ASTContext& ast) {
  const clang::DeclContext* scope = ast.getTranslationUnitDecl();
  for (const char* name : {"goray", "dispatch"}) {
    const auto found = scope->lookup(&ast.Idents.get(name));
    scope = found.empty() ? nullptr : llvm::dyn_cast<clang::NamespaceDecl>(found.front());
    if (scope == nullptr) return false;
  }
  return !scope->lookup(&ast.Idents.get("EigenLayout")).empty();
}

std::optional<Type> MapMatrix(MappingContext& context, QualType type,
                              const clang::CXXRecordDecl& record, const TypePath& path) {
  const Arguments arguments = ArgumentsOf(record);
  const QualType scalar = arguments[0].getAsType();
  const std::optional<Type> item =
      MapValue(context, scalar, path.Into(Spelling(context.ast, type)));
  if (!item) return std::nullopt;
  if (!IsArrayItem(*item)) {
    Reject(context, catalogue::kUnsupportedEigenType, type, path);
    return std::nullopt;
  }
  const bool is_vector = Number(arguments[1]) == 1 || Number(arguments[2]) == 1;
  return Type{.kind = Kind::kNdArray,
              .cpp = MatrixName(context.ast, record, *item),
              .rank = is_vector ? 1 : 2,
              .elements = {*item}};
}

/// `Ref` and `Map`, which look at the caller's array.
std::optional<Type> MapView(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  const Arguments arguments = ArgumentsOf(record);
  const QualType of = arguments[0].getAsType();
  const clang::CXXRecordDecl* matrix = MatrixOf(of);
  const std::string stride = StrideName(arguments[2].getAsType());
  if (matrix == nullptr || stride.empty()) {
    Reject(context, catalogue::kUnsupportedEigenType, type, path);
    return std::nullopt;
  }
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  if (!is_parameter || path.steps.size() > 1) {
    Reject(context, catalogue::kDanglingView, type, path);
    return std::nullopt;
  }
  std::optional<Type> mapped = MapMatrix(context, of.getUnqualifiedType(), *matrix, path);
  if (!mapped) return std::nullopt;
  const bool is_constant = of.isConstQualified();
  const bool has_stride = stride != DefaultStride(record.getName() == "Map", *mapped);
  const std::int64_t options = Number(arguments[1]);
  mapped->cpp = RootedName(record) + "<" + (is_constant ? "const " : "") + mapped->cpp +
                (options != 0 || has_stride ? ", " + std::to_string(options) : "") +
                (has_stride ? ", " + stride : "") + ">";
  mapped->writable = !is_constant;
  mapped->view = true;
  return mapped;
}

}  // namespace

std::optional<Type> MapEigenType(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  const clang::CXXRecordDecl* matrix = MatrixOf(type);
  const bool is_view =
      (record.getName() == "Ref" || record.getName() == "Map") && ArgumentsOf(record).size() == 3;
  if (matrix == nullptr && !is_view) {
    Reject(context, catalogue::kUnsupportedEigenType, type, path);
    return std::nullopt;
  }
  if (!IsHeaderIncluded(context.ast)) {
    Reject(context, catalogue::kWithoutEigenHeader, type, path);
    return std::nullopt;
  }
  return is_view ? MapView(context, type, path) : MapMatrix(context, type, *matrix, path);
}

}  // namespace goray::scan
