// SPDX-License-Identifier: Apache-2.0
// The class that a factory makes -> Class: by its public methods, or by `goray::Methods`.
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/SourceManager.h>

#include <algorithm>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using clang::CXXMethodDecl;
using clang::CXXRecordDecl;
using clang::FunctionDecl;
using clang::QualType;
using model::Callable;
namespace annotations = model::annotations;
namespace catalogue = model::catalogue;

/// How many methods of a foreign class its error names.
constexpr std::size_t kShownMethods = 3;

void ReportAt(MappingContext& context, const model::Message& message, clang::SourceLocation place,
              std::initializer_list<std::string> arguments) {
  context.outcome.diagnostics.push_back(
      model::MakeDiagnostic(message, MapLocation(context.ast, place), arguments));
}

bool IsOf(const model::Class& node, const std::string& name) {
  return std::ranges::any_of(node.methods, [&](const Callable& one) { return one.name == name; });
}

std::string Shown(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kShownMethods); ++i) {
    text += (i == 0 ? "`" : ", `") + names[i] + "`";
  }
  return names.size() > kShownMethods ? text + ", ..." : text;
}

/// Of a class of a system header all errors are one: what of it to call is to be said.
void MapPublicMethods(MappingContext& context, const CXXRecordDecl& record,
                      const CXXMethodDecl& factory, model::Class& node) {
  const clang::SourceManager& sources = context.ast.getSourceManager();
  const bool is_foreign = sources.isInSystemHeader(sources.getFileLoc(record.getLocation()));
  const std::size_t known = context.outcome.diagnostics.size();
  std::vector<std::string> refused;
  for (const CXXMethodDecl* method : PublicMethods(record)) {
    if (method->isStatic() || HasAnnotation(*method, annotations::kIgnore)) continue;
    auto callable = MapWithResult(context, *method);
    if (callable) callable->options = MapOptions(context, *method, OptionsOf::kMethod);
    const std::string name = method->getNameAsString();
    if (!callable || (is_foreign && IsOf(node, callable->name))) {
      if (std::ranges::find(refused, name) == refused.end()) refused.push_back(name);
    } else {
      node.methods.push_back(*callable);
    }
  }
  if (!is_foreign || refused.empty()) return;
  const std::size_t all = node.methods.size() + refused.size();
  context.outcome.diagnostics.resize(known);
  context.Report(catalogue::kForeignActor, factory,
                 {node.name, std::to_string(refused.size()), std::to_string(all), Shown(refused),
                  node.methods.empty() ? refused[0] : node.methods[0].name});
}

/// What an item of the list calls, and how many of its parameters are the object: none or one; null
/// if it is not to be called with an object of `record`.
struct Called {
  const FunctionDecl* function = nullptr;
  unsigned objects = 1;
};

Called CalledBy(const clang::ASTContext& ast, const ListItem& item, QualType object) {
  if (const auto* member = item.types[0]->getAs<clang::MemberPointerType>()) {
    return {member->isMemberFunctionPointer()
                ? llvm::dyn_cast_or_null<CXXMethodDecl>(item.refers_to)
                : nullptr,
            0};
  }
  const CXXRecordDecl* lambda = item.types[0]->getAsCXXRecordDecl();
  const auto* function = llvm::dyn_cast_or_null<FunctionDecl>(item.refers_to);
  if (lambda != nullptr) {
    const bool is_plain = lambda->isLambda() && !lambda->isGenericLambda();
    function = is_plain ? lambda->getLambdaCallOperator() : nullptr;
  }
  if (function == nullptr || function->getNumParams() == 0) return {};
  const QualType first = function->getParamDecl(0)->getType().getNonReferenceType();
  return ast.hasSameUnqualifiedType(first, object) ? Called{function} : Called{};
}

/// Whether `object.name()` means `function`, whatever its arguments are.
bool IsMeantByName(MappingContext& context, const CXXRecordDecl& record,
                   const FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<CXXMethodDecl>(&function);
  if (method == nullptr || method->getIdentifier() == nullptr || method->getParent()->isLambda() ||
      method->isFunctionTemplateSpecialization()) {
    return false;
  }
  const auto overloads = method->getParent()->lookup(method->getDeclName());
  const clang::NamedDecl* found = FindMember(context, record, method->getName());
  return overloads.isSingleResult() && found != nullptr && found->getUnderlyingDecl() == method;
}

void MapListedMethods(MappingContext& context, const CXXRecordDecl& record,
                      const CXXRecordDecl& list, model::Class& node) {
  const auto reject = [&](clang::SourceLocation place, const std::string& why) {
    ReportAt(context, catalogue::kUnreadableMethods, place, {node.name, why});
  };
  const clang::VarDecl* variable = FindConstant(context, list, "methods");
  if (variable == nullptr)
    return reject(list.getLocation(),
                  "it has no `static constexpr auto methods = std::tuple{...};`");
  const auto items = ReadList(*variable, "Method");
  if (!items) {
    return reject(variable->getLocation(),
                  "its `methods` are not a `std::tuple` of `goray::Method(\"name\", ...)`");
  }
  const QualType object = context.ast.getRecordType(&record);
  for (std::size_t i = 0; i < items->size(); ++i) {
    const ListItem& item = (*items)[i];
    const Called target = CalledBy(context.ast, item, object);
    if (target.function == nullptr) {
      reject(item.place, "`" + item.name +
                             "` is neither a method nor a function or lambda whose first "
                             "parameter is the object");
      continue;
    }
    auto callable = MapListed(context, *target.function, item, target.objects);
    if (!callable) continue;
    if (target.objects == 0) {
      const auto& method = *llvm::cast<CXXMethodDecl>(target.function);
      callable->options = MapOptions(context, method, OptionsOf::kMethod);
    }
    callable->cpp_class = RootedName(record);
    if (!IsMeantByName(context, record, *target.function)) {
      callable->cpp_name = item.name;
      callable->call = "std::get<" + std::to_string(i) + ">(::goray::Methods<" +
                       RootedName(record) + ">::methods).function";
      for (model::Parameter& parameter : callable->parameters) parameter.default_value.reset();
    }
    node.methods.push_back(*std::move(callable));
  }
}

}  // namespace

void MapClass(MappingContext& context, const CXXRecordDecl& record, const CXXMethodDecl& factory) {
  const std::string name = QualifiedName(record);
  // A class may be an actor and an aggregate that is sent, too.
  if (!context.mapped.insert("class " + name).second) return;
  model::Class node{.name = name, .doc = MapDoc(context.ast, record)};
  const CXXRecordDecl* list =
      FindSpecialization(context, "Methods", context.ast.getRecordType(&record));
  node.location = MapLocation(context.ast, (list != nullptr ? list : &record)->getLocation());
  if (list != nullptr) {
    MapListedMethods(context, record, *list, node);
  } else {
    MapPublicMethods(context, record, factory, node);
  }
  context.outcome.interface.classes.push_back(std::move(node));
}

}  // namespace goray::scan
