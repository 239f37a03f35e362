// SPDX-License-Identifier: Apache-2.0
// A parameter `std::function<R(Args...)>` -> what Python can call. C++ gives it the arguments, so they cross as results do, and
// takes its result, as it takes a parameter.
#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::QualType;
using model::Kind;
using model::Type;
namespace catalogue = model::catalogue;

using Result = std::optional<Type>;

bool StartsWith(const Type& type, llvm::StringRef text) {
  return llvm::StringRef(type.cpp).starts_with(text);
}

/// What a parameter of a task may be, and an argument that C++ passes may not: it lies in the message of a call, or in the
/// caller's memory.
bool IsOfCalls(const Type& type, const clang::CXXRecordDecl* record) {
  if (StartsWith(type, "::goray::Held<") || StartsWith(type, "::goray::Columns<")) return true;
  if (type.kind == Kind::kNdArray) return !StartsWith(type, "::goray::NdArray<");
  return record != nullptr && record->getName() == "span" && !StartsWith(type, "std::span<");
}

/// Python is given the objects of C++ that are in it.
void AddGiven(MappingContext& context, const Type& type) {
  if (type.kind == Kind::kOpaque) context.outcome.given_objects.insert(type.name);
  for (const Type& element : type.elements) AddGiven(context, element);
}

/// How C++ spells an argument of such a type.
std::string SpelledAs(QualType type, const std::string& value) {
  if (type->isLValueReferenceType()) return "const " + value + "&";
  return type->isRValueReferenceType() ? value + "&&" : value;
}

Result MapArgument(MappingContext& context, QualType type, const TypePath& path) {
  const QualType value = type.getNonReferenceType();
  if (type->isLValueReferenceType() && !value.isConstQualified()) {
    context.outcome.diagnostics.push_back(model::MakeDiagnostic(
        catalogue::kNonConstReference, MapLocation(context.ast, path.decl.getLocation()),
        {path.Chain() + " -> " + Spelling(context.ast, type), Spelling(context.ast, value)},
        path.notes));
    return std::nullopt;
  }
  Result mapped = MapValue(context, value.getUnqualifiedType(), path);
  if (!mapped) return std::nullopt;
  const bool is_function = mapped->kind == Kind::kFunction;  // of C++, which Python cannot call
  if (is_function || IsOfCalls(*mapped, value->getAsCXXRecordDecl())) {
    Reject(context, is_function ? catalogue::kFunctionType : catalogue::kUnsupportedType, value,
           path);
    return std::nullopt;
  }
  AddGiven(context, *mapped);
  mapped->writable = false;
  mapped->view = false;
  return mapped;
}

Result MapReturned(MappingContext& context, QualType type, TypePath path) {
  if (type->isVoidType()) return Type{.cpp = "void"};
  path.position = TypePosition::kField;  // what Python gave is gone when its call is over
  if (type->isReferenceType()) {
    Reject(context, catalogue::kDanglingView, type, path);
    return std::nullopt;
  }
  return MapValue(context, type.getUnqualifiedType(), path);
}

}  // namespace

Result MapFunction(MappingContext& context, QualType type, const TypePath& path) {
  const clang::CXXRecordDecl& record = *type->getAsCXXRecordDecl();
  const bool is_parameter =
      path.position == TypePosition::kParameter || path.position == TypePosition::kLastParameter;
  const auto* function = ArgumentsOf(record)[0].getAsType()->getAs<clang::FunctionProtoType>();
  if (!is_parameter || path.steps.size() > 1 || function == nullptr || function->isVariadic()) {
    Reject(context, catalogue::kFunctionType, type, path);
    return std::nullopt;
  }
  TypePath into = path;
  into.steps = {path.Chain() + " -> " +
                Spelling(context.ast, type)};  // one: spans are no part of a value
  into.position = TypePosition::kParameter;
  const Result returned = MapReturned(context, function->getReturnType(), into);
  bool complete = returned.has_value();
  Type mapped{.kind = Kind::kFunction};
  if (returned) mapped.elements.push_back(*returned);
  std::string parameters;
  for (const QualType argument : function->getParamTypes()) {
    const Result element = MapArgument(context, argument, into);
    complete = complete && element.has_value();
    if (!element) continue;
    parameters += (parameters.empty() ? "" : ", ") + SpelledAs(argument, element->cpp);
    mapped.elements.push_back(*element);
  }
  if (!returned || !complete) return std::nullopt;
  mapped.cpp = "std::function<" + returned->cpp + "(" + parameters + ")>";
  return mapped;
}

}  // namespace goray::scan
