// SPDX-License-Identifier: Apache-2.0
// Aggregates -> Struct. A struct is mapped, and its errors are reported, once, whoever needs it.
#include <clang/AST/DeclTemplate.h>

#include <set>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::CXXRecordDecl;
using model::Kind;
using model::Struct;
using model::Type;
namespace catalogue = model::catalogue;

std::string WhyNoAggregate(const CXXRecordDecl& record) {
  if (record.isPolymorphic()) return "it has virtual methods";
  for (const clang::FieldDecl* field : record.fields()) {
    if (field->getAccess() != clang::AS_public) {
      return "field `" + field->getNameAsString() + "` is not public";
    }
  }
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    if (base.isVirtual() || base.getAccessSpecifier() != clang::AS_public) {
      return "a base class is virtual or not public";
    }
  }
  return "it has a constructor";
}

/// What forbids assigning to `field`; empty if nothing does.
std::string WhyNotAssignable(const clang::FieldDecl& field) {
  if (field.isBitField()) return "bit-field";
  if (field.getType()->isReferenceType()) return "reference";
  if (field.getType().isConstQualified()) return "const field";
  return "";
}

bool CheckField(MappingContext& context, const clang::FieldDecl& field, const Struct& owner,
                const TypePath& path) {
  if (const std::string why = WhyNotAssignable(field); !why.empty()) {
    context.Report(catalogue::kFieldNotAssignable, field, {path.Chain(), why}, path.notes);
    return false;
  }
  for (const model::Field& other : owner.fields) {
    if (other.name != field.getName()) continue;
    context.Report(catalogue::kFieldTwice, field, {other.name, owner.name},
                   {{other.location, "previously declared here"}});
    return false;
  }
  return true;
}

/// The way into a field; the first struct on it adds who needs it.
TypePath IntoField(const MappingContext& context, const clang::FieldDecl& field,
                   const TypePath& path) {
  TypePath into{field, TypePosition::kField, path.steps, path.notes};
  if (into.notes.empty()) {
    into.notes.push_back(
        {MapLocation(context.ast, path.decl.getLocation()), "needed by `" + path.steps[0] + "`"});
  }
  if (field.getIdentifier() != nullptr) into.steps.push_back(field.getNameAsString());
  return into;
}

void MapField(MappingContext& context, const clang::FieldDecl& field, Struct& owner,
              const TypePath& path) {
  const TypePath into = IntoField(context, field, path);
  if (field.getIdentifier() == nullptr) {  // an anonymous union or struct, or a nameless bit-field
    Reject(context, catalogue::kUnnamedType, field.getType(), into, "its field has no name");
    return;
  }
  if (!CheckField(context, field, owner, into)) return;
  const std::optional<Type> type = MapType(context, field.getType(), into);
  if (!type) return;
  model::Field mapped{.name = field.getNameAsString(), .type = *type};
  if (const clang::Expr* value = field.getInClassInitializer()) {
    mapped.default_value = MapDefault(context.ast, *value, *type);
  }
  mapped.doc = MapDoc(context.ast, field);
  mapped.location = MapLocation(context.ast, field.getLocation());
  owner.fields.push_back(std::move(mapped));
}

void MapFields(MappingContext& context, const CXXRecordDecl& record, Struct& owner,
               const TypePath& path) {
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    const CXXRecordDecl& type = *base.getType()->getAsCXXRecordDecl()->getDefinition();
    if (type.isAggregate()) {
      MapFields(context, type, owner, path);
    } else {
      Reject(context, catalogue::kNotAnAggregate, base.getType(), path, WhyNoAggregate(type));
    }
  }
  for (const clang::FieldDecl* field : record.fields()) MapField(context, *field, owner, path);
}

/// Whether it has nothing but views of numbers: what is a batch of columns as a parameter.
bool IsOfSpans(const CXXRecordDecl& record) {
  if (record.getNumBases() > 0 || record.field_empty()) return false;
  return llvm::all_of(record.fields(), [](const clang::FieldDecl* field) {
    const auto* span = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
        field->getType()->getAsCXXRecordDecl());
    if (span == nullptr || !span->isInStdNamespace() || span->getName() != "span") return false;
    const clang::QualType item = span->getTemplateArgs()[0].getAsType();
    return item.isConstQualified() && item->isArithmeticType() && !item->isBooleanType();
  });
}

/// Whether <goray/arrow.h> is included.
bool KnowsColumns(const clang::ASTContext& ast) {
  for (const clang::NamedDecl* found :
       ast.getTranslationUnitDecl()->lookup(&ast.Idents.get("goray"))) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(found);
    if (space != nullptr && !space->lookup(&ast.Idents.get("Columns")).empty()) return true;
  }
  return false;
}

/// Each field as if it were a parameter of its own: the call outlives it.
void MapColumns(MappingContext& context, const CXXRecordDecl& record, Struct& owner,
                const TypePath& path) {
  for (const clang::FieldDecl* field : record.fields()) {
    const TypePath into{*field,
                        TypePosition::kParameter,
                        {path.Chain() + " -> " + field->getNameAsString()},
                        IntoField(context, *field, path).notes};
    const std::optional<Type> type = MapType(context, field->getType(), into);
    if (!type) continue;
    owner.fields.push_back({.name = field->getNameAsString(),
                            .type = *type,
                            .doc = MapDoc(context.ast, *field),
                            .location = MapLocation(context.ast, field->getLocation())});
  }
}

}  // namespace

std::optional<Type> MapStruct(MappingContext& context, const CXXRecordDecl& declared,
                              const TypePath& path) {
  const clang::QualType type = context.ast.getRecordType(&declared);
  const auto reject = [&](const model::Message& message, const std::string& reason = "") {
    Reject(context, message, type, path, reason);
    return std::nullopt;
  };
  const CXXRecordDecl* record = declared.getDefinition();
  if (llvm::isa<clang::ClassTemplateSpecializationDecl>(declared)) {
    return reject(catalogue::kTemplateInstance);
  }
  if (record == nullptr) return reject(catalogue::kIncompleteType);
  if (!WhyUnreachable(*record).empty()) {
    return reject(catalogue::kUnnamedType, WhyUnreachable(*record));
  }
  if (!record->isAggregate()) return reject(catalogue::kNotAnAggregate, WhyNoAggregate(*record));
  const std::string name = QualifiedName(*record);
  const bool is_columns = IsOfSpans(*record);
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  if (is_columns && (!is_parameter || path.steps.size() > 1))
    return reject(catalogue::kColumnsElsewhere);
  if (is_columns && !KnowsColumns(context.ast)) return reject(catalogue::kColumnsWithoutHeader);
  if (context.mapped.insert(name).second) {
    Struct node{.name = name, .doc = MapDoc(context.ast, *record)};
    node.location = MapLocation(context.ast, record->getLocation());
    const TypePath inside = path.Into(UnqualifiedName(*record));
    if (is_columns) {
      MapColumns(context, *record, node, inside);
    } else {
      MapFields(context, *record, node, inside);
    }
    context.outcome.interface.structs.push_back(std::move(node));
  }
  const std::string cpp = RootedName(*record);
  return Type{.kind = Kind::kStruct,
              .cpp = is_columns ? "::goray::Columns<" + cpp + ">" : cpp,
              .name = name};
}

}  // namespace goray::scan
