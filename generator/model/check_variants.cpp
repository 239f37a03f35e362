// SPDX-License-Identifier: Apache-2.0
// Whether the alternatives of every variant can be told apart.
#include "generator/model/catalogue.h"
#include "generator/model/check.h"
#include "generator/model/distinguishable.h"

namespace goray::model {
namespace {

class VariantCheck {
 public:
  explicit VariantCheck(const Interface& interface) : interface_(interface) {}

  void Visit(const Type& type, const Location& location, const std::string& chain) {
    if (type.kind == Kind::kVariant) VisitAlternatives(type, location, chain);
    for (const Type& element : type.elements) Visit(element, location, chain + " -> " + type.cpp);
  }

  void Visit(const Callable& callable) {
    for (const Parameter& parameter : callable.parameters) {
      Visit(parameter.type, callable.location, callable.cpp_name + "(" + parameter.name + ")");
    }
    Visit(callable.result, callable.location, callable.cpp_name + "()");
  }

  std::vector<Diagnostic> Take() { return std::move(diagnostics_); }

 private:
  void VisitAlternatives(const Type& variant, const Location& location, const std::string& chain) {
    const std::vector<Type>& types = variant.elements;
    for (std::size_t i = 0; i < types.size(); ++i) {
      for (std::size_t j = i + 1; j < types.size(); ++j) {
        const std::string why = WhyAlike(types[i], types[j], interface_);
        if (why.empty()) continue;
        diagnostics_.push_back(
            MakeDiagnostic(catalogue::kAlternativesAlike, location,
                           {types[i].cpp, types[j].cpp, chain + " -> " + variant.cpp, why}));
      }
    }
  }

  const Interface& interface_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

std::vector<Diagnostic> CheckVariants(const Interface& interface) {
  VariantCheck check(interface);
  for (const Callable& task : interface.tasks) check.Visit(task);
  for (const Actor& actor : interface.actors) check.Visit(actor.factory);
  for (const Class& node : interface.classes) {
    for (const Callable& method : node.methods) check.Visit(method);
  }
  for (const Struct& node : interface.structs) {
    for (const Field& field : node.fields)
      check.Visit(field.type, field.location, node.name + "::" + field.name);
  }
  return check.Take();
}

}  // namespace goray::model
