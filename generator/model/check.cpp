// SPDX-License-Identifier: Apache-2.0
#include "generator/model/check.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <span>
#include <string_view>

#include "generator/model/annotations.h"
#include "generator/model/catalogue.h"

namespace goray::model {
namespace {

using Diagnostics = std::vector<Diagnostic>;

constexpr std::array<std::string_view, 3> kReservedMethods = {"map", "options", "remote"};
constexpr std::array<std::string_view, 1> kReservedTopLevel = {"tasks"};

bool IsIdentifier(const std::string& name) {
  const auto is_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
         std::ranges::all_of(name, is_word);
}

void CheckName(const Callable& callable, std::string_view what,
               std::span<const std::string_view> reserved, Diagnostics& out) {
  const std::string& name = callable.name;
  if (!IsIdentifier(name) && name == callable.cpp_name) {
    out.push_back(
        MakeDiagnostic(catalogue::kNotAscii, callable.location, {name, std::string(what)}));
  } else if (!IsIdentifier(name)) {
    out.push_back(MakeDiagnostic(catalogue::kInvalidName, callable.location, {name}));
  } else if (std::ranges::find(reserved, name) != reserved.end() || name.starts_with("__") ||
             name.starts_with("_goray")) {
    out.push_back(
        MakeDiagnostic(catalogue::kReservedName, callable.location, {name, std::string(what)}));
  }
}

/// Two overloads of one struct have a message of their own: they need GORAY_NAME, other clashes may
/// need anything.
void CheckUnique(const std::vector<const Callable*>& callables, std::string_view what,
                 Diagnostics& out) {
  std::map<std::string_view, const Callable*> first;
  for (const Callable* callable : callables) {
    const auto [entry, added] = first.try_emplace(callable->name, callable);
    if (added) continue;
    const bool overload = callable->cpp_class == entry->second->cpp_class &&
                          callable->cpp_name == entry->second->cpp_name;
    out.push_back(MakeDiagnostic(overload ? catalogue::kOverload : catalogue::kNameTwice,
                                 callable->location, {callable->name, std::string(what)},
                                 {{entry->second->location, "previously declared here"}}));
  }
}

void CheckOne(const std::vector<Function>& functions, const annotations::Annotation& annotation,
              Diagnostics& out) {
  for (std::size_t i = 1; i < functions.size(); ++i) {
    out.push_back(MakeDiagnostic(catalogue::kAnnotationTwice, functions[i].location,
                                 {std::string(annotation.macro)},
                                 {{functions[0].location, "previously declared here"}}));
  }
}

void CheckTasks(const Interface& interface, Diagnostics& out) {
  std::vector<const Callable*> tasks;
  for (const Callable& task : interface.tasks) {
    CheckName(task, "a task", kReservedTopLevel, out);
    tasks.push_back(&task);
  }
  CheckUnique(tasks, "task", out);
}

void CheckActors(const Interface& interface, Diagnostics& out) {
  std::vector<const Callable*> factories;
  for (const Actor& actor : interface.actors) {
    CheckName(actor.factory, "an actor", kReservedTopLevel, out);
    factories.push_back(&actor.factory);
  }
  CheckUnique(factories, "actor", out);
  for (const Class& node : interface.classes) {
    std::vector<const Callable*> methods;
    for (const Callable& method : node.methods) {
      if (method.name != kCallOperator || method.cpp_name != "operator()") {
        CheckName(method, "an actor's method", kReservedMethods, out);
      }
      methods.push_back(&method);
    }
    CheckUnique(methods, "method", out);
  }
}

}  // namespace

Diagnostics Check(const Interface& interface) {
  Diagnostics out;
  CheckTasks(interface, out);
  CheckActors(interface, out);
  CheckOne(interface.drivers, annotations::kDriver, out);
  CheckOne(interface.options, annotations::kOptions, out);
  return out;
}

Diagnostics CheckNotEmpty(const Interface& interface, const std::string& scanned) {
  if (!interface.files.empty()) return {};
  return {MakeDiagnostic(catalogue::kNothingAnnotated, {}, {scanned})};
}

}  // namespace goray::model
