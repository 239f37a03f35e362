// SPDX-License-Identifier: Apache-2.0
// A class with `goray::Fields` -> Struct.
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::CXXRecordDecl;
using clang::QualType;
using model::Struct;
using model::Type;
namespace catalogue = model::catalogue;

/// One class and what its specialisation says.
struct Described {
  QualType type;
  const CXXRecordDecl& fields;  ///< The specialisation.
  const clang::Decl& place;     ///< Where an error of it is shown.
  std::string cpp;
};

void ReportFields(MappingContext& context, const Described& described, clang::SourceLocation place,
                  const std::string& why, const TypePath& path) {
  context.outcome.diagnostics.push_back(
      model::MakeDiagnostic(catalogue::kUnreadableFields, MapLocation(context.ast, place),
                            {Spelling(context.ast, described.type), why}, path.notes));
}

/// What a getter or setter of this type gives; null if it is none.
QualType ValueOf(QualType getter) {
  if (const auto* member = getter->getAs<clang::MemberPointerType>()) {
    getter = member->getPointeeType();
    if (!getter->isFunctionType()) return getter.getUnqualifiedType();
  } else if (getter->isFunctionPointerType()) {
    getter = getter->getPointeeType();
  } else if (const CXXRecordDecl* lambda = getter->getAsCXXRecordDecl()) {
    if (!lambda->isLambda() || lambda->isGenericLambda()) return {};
    getter = lambda->getLambdaCallOperator()->getType();
  }
  const auto* function = getter->getAs<clang::FunctionType>();
  if (function == nullptr || function->getReturnType()->isVoidType()) return {};
  return function->getReturnType().getNonReferenceType().getUnqualifiedType();
}

/// Whether a field is written, and not only read, by what the message has.
bool CanBeSet(const ListItem& item) {
  if (!item.types[1]->isNullPtrType()) return true;
  const auto* member = item.types[0]->getAs<clang::MemberPointerType>();
  return member != nullptr && !member->isMemberFunctionPointer() &&
         !member->getPointeeType().isConstQualified();
}

/// Whether a public constructor may take `count` arguments. Of a template or an inherited one C++ says
/// when it compiles the call.
bool HasConstructor(const CXXRecordDecl& record, unsigned count) {
  for (const clang::Decl* decl : record.decls()) {
    if (llvm::isa<clang::ConstructorUsingShadowDecl>(decl)) return true;
    const auto* constructor =
        llvm::dyn_cast_or_null<clang::CXXConstructorDecl>(decl->getAsFunction());
    if (constructor == nullptr || constructor->isDeleted() ||
        constructor->getAccess() != clang::AS_public) {
      continue;
    }
    const bool takes_count = constructor->getMinRequiredArguments() <= count &&
                             (count <= constructor->getNumParams() || constructor->isVariadic());
    if (constructor->isTemplated() || takes_count) return true;
  }
  return false;
}

/// Why no `T` can be made of all fields; empty if it can. C++ says the rest when it compiles that.
std::string WhyNotMade(MappingContext& context, const Described& described,
                       const std::vector<ListItem>& items) {
  const CXXRecordDecl& record = *described.type->getAsCXXRecordDecl()->getDefinition();
  if (FindMember(context, described.fields, "Make") != nullptr || record.isAggregate()) return "";
  const auto unset = std::ranges::find_if_not(items, CanBeSet);
  if (HasConstructor(record, static_cast<unsigned>(items.size()))) return "";
  const bool is_default = !record.hasUserDeclaredConstructor() || HasConstructor(record, 0);
  if (unset == items.end() && is_default) return "";
  const std::string lacks = unset == items.end() ? "it has no default constructor"
                                                 : "field `" + unset->name + "` has no setter";
  return lacks + ", and no public constructor takes all " + std::to_string(items.size()) +
         " fields";
}

void MapDescribedField(MappingContext& context, const Described& described, const ListItem& item,
                       Struct& owner, const TypePath& path) {
  const QualType value = ValueOf(item.types[0]);
  const auto same = [&item](const model::Field& other) { return other.name == item.name; };
  if (std::ranges::any_of(owner.fields, same)) {
    ReportFields(context, described, item.place, "it has two fields `" + item.name + "`", path);
  } else if (value.isNull()) {
    ReportFields(context, described, item.place,
                 "field `" + item.name + "` is read by something that gives no value", path);
  } else {
    TypePath into{described.place, TypePosition::kField, path.steps, path.notes, item.place};
    into.steps.push_back(item.name);
    const std::optional<Type> type = MapType(context, value, into);
    if (!type) return;
    model::Field field{.name = item.name, .type = *type};
    if (item.refers_to != nullptr) field.doc = MapDoc(context.ast, *item.refers_to);
    field.location = MapLocation(context.ast, item.place);
    owner.fields.push_back(std::move(field));
  }
}

/// In Python, qualified as in C++; empty if nobody says it.
std::string NameOf(MappingContext& context, const Described& described) {
  const CXXRecordDecl& record = *described.type->getAsCXXRecordDecl();
  const clang::VarDecl* variable = FindConstant(context, described.fields, "name");
  const clang::Expr* value = variable == nullptr ? nullptr : variable->getInit();
  const clang::StringLiteral* literal = value == nullptr ? nullptr : LiteralOf(*value);
  const std::string own = QualifiedName(record);
  if (literal != nullptr && clang::isValidAsciiIdentifier(literal->getString())) {
    const std::string qualifier = own.substr(0, own.size() - UnqualifiedName(record).size());
    return qualifier + literal->getString().str();
  }
  const bool is_instance = llvm::isa<clang::ClassTemplateSpecializationDecl>(record);
  return variable != nullptr || is_instance ? "" : own;
}

}  // namespace

Found MapFields(MappingContext& context, QualType type, const TypePath& path) {
  const CXXRecordDecl* fields = FindSpecialization(context, "Fields", type);
  if (fields == nullptr) return {};
  const Described described{type, *fields, *fields, RootedSpelling(context.ast, type)};
  const auto reject = [&](const std::string& why) {
    ReportFields(context, described, fields->getLocation(), why, path);
    return Found{true, std::nullopt};
  };
  const CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  if (const std::string why = WhyUnreachable(record); !why.empty()) return reject(why);
  if (record.getDefinition() == nullptr) return reject("it is declared but not defined");
  const std::string name = NameOf(context, described);
  if (name.empty()) {
    return reject(
        "Python's name for it is not said: add `static constexpr const char* name = \"...\";`");
  }
  const Type mapped{.kind = model::Kind::kStruct, .cpp = described.cpp, .name = name};
  if (!context.mapped.insert("fields of " + described.cpp).second) return {true, mapped};
  if (!context.mapped.insert(name).second)
    return reject("another type has the name `" + name + "`");

  const clang::VarDecl* variable = FindConstant(context, *fields, "fields");
  if (variable == nullptr)
    return reject("it has no `static constexpr auto fields = std::tuple{...};`");
  const std::optional<std::vector<ListItem>> items = ReadList(*variable, "Field");
  if (!items) return reject("its `fields` are not a `std::tuple` of `goray::Field(\"name\", ...)`");
  if (const std::string why = WhyNotMade(context, described, *items); !why.empty())
    return reject(why);
  Struct node{.name = name, .doc = MapDoc(context.ast, record), .fields_of = described.cpp};
  node.location = MapLocation(context.ast, fields->getLocation());
  TypePath into = path.Into(UnqualifiedName(record));
  if (into.notes.empty()) {
    into.notes.push_back(
        {MapLocation(context.ast, path.decl.getLocation()), "needed by `" + path.steps[0] + "`"});
  }
  for (const ListItem& item : *items) MapDescribedField(context, described, item, node, into);
  context.outcome.interface.structs.push_back(std::move(node));
  return {true, mapped};
}

}  // namespace goray::scan
