// SPDX-License-Identifier: Apache-2.0
// What a function returns -> the result of its Callable.
#include <clang/AST/DeclTemplate.h>
#include <clang/Sema/Sema.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::FunctionDecl;
using clang::QualType;
using model::Type;
namespace catalogue = model::catalogue;

/// The result of `declared`; `auto` in a class template's instance is known only to who asks for it.
/// Null if it cannot be known.
QualType DeducedResult(MappingContext& context, const FunctionDecl& declared) {
  auto& function = const_cast<FunctionDecl&>(declared);  // NOLINT(*-const-cast): Clang's interface
  const bool is_auto = function.getReturnType()->isUndeducedType();
  if (is_auto && context.sema.DeduceReturnType(&function, function.getLocation(), false)) return {};
  return function.getReturnType();
}

/// The `T` of a `goray::Async<T>`; null for any other type.
QualType GivenByCoroutine(QualType returned) {
  const auto* record = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
      returned->getAsCXXRecordDecl());
  if (record == nullptr || record->getQualifiedNameAsString() != "goray::Async") return {};
  const auto* written = returned->getAs<clang::TemplateSpecializationType>();
  if (written != nullptr && !written->isTypeAlias() && !written->template_arguments().empty())
    return written->template_arguments()[0].getAsType();
  return record->getTemplateArgs()[0].getAsType();
}

/// Whether a value of `type` points into what belongs to the caller of its function. `goray::Bytes` and `goray::NdArray` do as
/// well, but into a message that a stream keeps.
bool IsView(const Type& type) {
  if (type.user_codec) return false;
  const llvm::StringRef cpp = type.cpp;
  if (cpp == "::goray::Bytes") return false;
  return type.view || type.writable || cpp.starts_with("::goray::Columns<") ||
         std::ranges::any_of(type.elements, IsView);
}

/// Reports parameters that the coroutine's body cannot rely on. The last ones of `function` are those of `callable`.
bool CheckStreamParameters(MappingContext& context, const FunctionDecl& function,
                           const TypePath& path, const model::Callable& callable) {
  bool complete = true;
  const auto count = static_cast<unsigned>(callable.parameters.size());
  for (unsigned i = 0; i < count; ++i) {
    const model::Parameter& parameter = callable.parameters[i];
    if (!IsView(parameter.type)) continue;
    const clang::ParmVarDecl& decl = *function.getParamDecl(function.getNumParams() - count + i);
    const std::string shown = callable.name + "(" + parameter.name + ")";
    const TypePath own{decl, TypePosition::kParameter, {shown}, {}, path.place};
    Reject(context, catalogue::kViewInStream, decl.getType(), own, parameter.name);
    complete = false;
  }
  return complete;
}

}  // namespace

QualType ReturnedType(MappingContext& context, const FunctionDecl& function, std::string& result_of,
                      bool* is_coroutine) {
  QualType returned = DeducedResult(context, function);
  if (returned.isNull()) {
    context.Report(catalogue::kUndeducedResult, function, {function.getNameAsString()});
    return {};
  }
  if (is_coroutine != nullptr) {
    const QualType given = GivenByCoroutine(returned);
    *is_coroutine = !given.isNull();
    if (*is_coroutine) returned = given;
  }
  const QualType type = returned.getNonReferenceType().getUnqualifiedType();
  const clang::CXXRecordDecl* unwrapping = type->getAsCXXRecordDecl() == nullptr
                                               ? nullptr
                                               : FindSpecialization(context, "ResultOf", type);
  if (unwrapping == nullptr) return returned;
  const auto* unwrap =
      llvm::dyn_cast_or_null<clang::CXXMethodDecl>(FindMember(context, *unwrapping, "Unwrap"));
  const bool is_one = unwrap != nullptr && unwrap->isStatic() && unwrap->getNumParams() == 1 &&
                      unwrap->getAccess() == clang::AS_public;
  const QualType value = is_one ? DeducedResult(context, *unwrap) : QualType();
  if (value.isNull()) {
    context.Report(catalogue::kUnreadableResultOf, *unwrapping, {Spelling(context.ast, type)});
    return {};
  }
  result_of = RootedSpelling(context.ast, type);
  return value;
}

bool MapResult(MappingContext& context, const FunctionDecl& function, const TypePath& path,
               model::Callable& callable) {
  const QualType type = ReturnedType(context, function, callable.result_of, &callable.is_coroutine);
  if (type.isNull()) return false;
  const auto result = MapType(context, type, path);
  if (!result) return false;
  callable.result = *result;
  const bool is_stream = result->kind == model::Kind::kStream;
  if (is_stream && callable.is_coroutine) {
    Reject(context, catalogue::kMisplacedStream, type, path);
    return false;
  }
  return (!is_stream && !callable.is_coroutine) ||
         CheckStreamParameters(context, function, path, callable);
}

}  // namespace goray::scan
