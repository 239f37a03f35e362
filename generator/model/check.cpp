// SPDX-License-Identifier: Apache-2.0
#include "generator/model/check.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
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

/// Functions of one name in C++ may be overloads of one another, those of others are not meant to share theirs.
void CheckUnique(const std::vector<const Callable*>& callables, std::string_view what,
                 const Interface& interface, Diagnostics& out) {
  std::map<std::string_view, std::vector<const Callable*>> named;
  for (const Callable* callable : callables) {
    for (const Callable* other : named[callable->name]) {
      const bool is_overload =
          callable->cpp_class == other->cpp_class && callable->cpp_name == other->cpp_name;
      if (!is_overload) {
        out.push_back(MakeDiagnostic(catalogue::kNameTwice, callable->location,
                                     {callable->name, std::string(what)},
                                     {{other->location, "previously declared here"}}));
      } else if (!callable->options.empty() && !other->options.empty() &&
                 callable->options != other->options) {
        out.push_back(MakeDiagnostic(catalogue::kOverloadOptions, callable->location,
                                     {callable->name, std::string(what)},
                                     {{other->location, "previously declared here"}}));
      } else if (auto found = CheckOverloads(*other, *callable, what, interface)) {
        out.push_back(*std::move(found));
      }
    }
    named[callable->name].push_back(callable);
  }
}

/// Overloads of a factory make one class: its name stands for that class.
void CheckClasses(const std::vector<Actor>& actors, Diagnostics& out) {
  std::map<std::string_view, const Actor*> first;
  for (const Actor& actor : actors) {
    const Actor& other = *first.try_emplace(actor.factory.name, &actor).first->second;
    if (other.class_name == actor.class_name || other.factory.cpp_class != actor.factory.cpp_class)
      continue;
    out.push_back(
        MakeDiagnostic(catalogue::kOverloadClasses, actor.factory.location,
                       {actor.factory.name, "", other.class_name + " and " + actor.class_name},
                       {{other.factory.location, "previously declared here"}}));
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

/// One overload of a factory has the options of all.
bool MakesGroup(const Interface& interface, const std::string& factory, const std::string& group) {
  return std::ranges::any_of(interface.actors, [&](const Actor& actor) {
    const auto groups = actor.factory.options.find("concurrency_groups");
    return actor.factory.name == factory && groups != actor.factory.options.end() &&
           groups->is_object() && groups->contains(group);
  });
}

/// Ray makes no actor of a class that has a method in a group which the actor has not.
void CheckGroup(const Callable& method, const std::string& class_name, const Interface& interface,
                Diagnostics& out) {
  const auto group = method.options.find("concurrency_group");
  if (group == method.options.end() || !group->is_string()) return;
  for (const Actor& actor : interface.actors) {
    if (actor.class_name != class_name || MakesGroup(interface, actor.factory.name, *group))
      continue;
    out.push_back(MakeDiagnostic(catalogue::kUnknownGroup, method.location,
                                 {group->get<std::string>(), method.name, actor.factory.name},
                                 {{actor.factory.location, "the actor is made here"}}));
    return;
  }
}

void CheckTasks(const Interface& interface, Diagnostics& out) {
  std::vector<const Callable*> tasks;
  for (const Callable& task : interface.tasks) {
    CheckName(task, "a task", kReservedTopLevel, out);
    tasks.push_back(&task);
  }
  CheckUnique(tasks, "task", interface, out);
}

void CheckActors(const Interface& interface, Diagnostics& out) {
  std::vector<const Callable*> factories;
  for (const Actor& actor : interface.actors) {
    CheckName(actor.factory, "an actor", kReservedTopLevel, out);
    factories.push_back(&actor.factory);
  }
  CheckUnique(factories, "actor", interface, out);
  CheckClasses(interface.actors, out);
  for (const Class& node : interface.classes) {
    std::vector<const Callable*> methods;
    for (const Callable& method : node.methods) {
      if (method.name != kCallOperator || method.cpp_name != "operator()") {
        CheckName(method, "an actor's method", kReservedMethods, out);
      }
      methods.push_back(&method);
    }
    CheckUnique(methods, "method", interface, out);
    for (const Callable& method : node.methods) CheckGroup(method, node.name, interface, out);
  }
}

}  // namespace

Diagnostics Check(const Interface& interface) {
  Diagnostics out;
  CheckTasks(interface, out);
  CheckActors(interface, out);
  CheckOne(interface.drivers, annotations::kDriver, out);
  CheckOne(interface.options, annotations::kOptions, out);
  std::ranges::move(CheckVariants(interface), std::back_inserter(out));
  return out;
}

Diagnostics CheckNotEmpty(const Interface& interface, const std::string& scanned) {
  if (!interface.files.empty()) return {};
  return {MakeDiagnostic(catalogue::kNothingAnnotated, {}, {scanned})};
}

}  // namespace goray::model
