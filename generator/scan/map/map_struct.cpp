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

bool CheckField(Mapping& mapping, const clang::FieldDecl& field, const Struct& owner,
                const Path& path) {
  if (const std::string why = WhyNotAssignable(field); !why.empty()) {
    mapping.Report(catalogue::kFieldNotAssignable, field, {path.Chain(), why}, path.notes);
    return false;
  }
  for (const model::Field& other : owner.fields) {
    if (other.name != field.getName()) continue;
    mapping.Report(catalogue::kFieldTwice, field, {other.name, owner.name},
                   {{other.location, "previously declared here"}});
    return false;
  }
  return true;
}

/// The way into a field; the first struct on it adds who needs it.
Path IntoField(const Mapping& mapping, const clang::FieldDecl& field, const Path& path) {
  Path into{field, Place::kField, path.steps, path.notes};
  if (into.notes.empty()) {
    into.notes.push_back(
        {MapLocation(mapping.ast, path.decl.getLocation()), "needed by `" + path.steps[0] + "`"});
  }
  if (field.getIdentifier() != nullptr) into.steps.push_back(field.getNameAsString());
  return into;
}

void MapField(Mapping& mapping, const clang::FieldDecl& field, Struct& owner, const Path& path) {
  const Path into = IntoField(mapping, field, path);
  if (field.getIdentifier() == nullptr) {  // an anonymous union or struct, or a nameless bit-field
    Reject(mapping, catalogue::kUnnamedType, field.getType(), into, "its field has no name");
    return;
  }
  if (!CheckField(mapping, field, owner, into)) return;
  const std::optional<Type> type = MapType(mapping, field.getType(), into);
  if (!type) return;
  model::Field mapped{.name = field.getNameAsString(), .type = *type};
  if (const clang::Expr* value = field.getInClassInitializer()) {
    mapped.default_value = MapDefault(mapping.ast, *value, *type);
  }
  mapped.doc = MapDoc(mapping.ast, field);
  mapped.location = MapLocation(mapping.ast, field.getLocation());
  owner.fields.push_back(std::move(mapped));
}

void MapFields(Mapping& mapping, const CXXRecordDecl& record, Struct& owner, const Path& path) {
  for (const clang::CXXBaseSpecifier& base : record.bases()) {
    const CXXRecordDecl& type = *base.getType()->getAsCXXRecordDecl()->getDefinition();
    if (type.isAggregate()) {
      MapFields(mapping, type, owner, path);
    } else {
      Reject(mapping, catalogue::kNotAnAggregate, base.getType(), path, WhyNoAggregate(type));
    }
  }
  for (const clang::FieldDecl* field : record.fields()) MapField(mapping, *field, owner, path);
}

}  // namespace

std::optional<Type> MapStruct(Mapping& mapping, const CXXRecordDecl& declared, const Path& path) {
  const clang::QualType type = mapping.ast.getRecordType(&declared);
  const auto reject = [&](const model::Message& message, const std::string& reason = "") {
    Reject(mapping, message, type, path, reason);
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
  if (mapping.mapped.insert(name).second) {
    Struct node{.name = name, .doc = MapDoc(mapping.ast, *record)};
    node.location = MapLocation(mapping.ast, record->getLocation());
    MapFields(mapping, *record, node, path.Into(UnqualifiedName(*record)));
    mapping.outcome.interface.structs.push_back(std::move(node));
  }
  return Type{.kind = Kind::kStruct, .cpp = name, .name = name};
}

}  // namespace goray::scan
