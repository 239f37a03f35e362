// SPDX-License-Identifier: Apache-2.0
// What typed calls check when they are made.
#include <goray/typed_call.h>

#include <algorithm>

#include "wire/text.h"

namespace goray::detail {
namespace {

/// The template argument of `parameter` in `pretty`, which ends "[with T = a::B; ...]" or "[T = a::B]".
std::string ArgumentIn(std::string_view pretty, std::string_view parameter) {
  const std::string before = std::string(parameter) + " = ";
  const std::size_t start = pretty.find(before);
  if (start == std::string_view::npos) return std::string(pretty);
  pretty.remove_prefix(start + before.size());
  return std::string(pretty.substr(0, std::min(pretty.find(';'), pretty.rfind(']'))));
}

bool Made(const Factory* factories, std::string_view actor) {
  for (const Factory* factory = factories; factory != nullptr; factory = factory->next) {
    if (factory->name == actor) return true;
  }
  return false;
}

std::string Names(const Factory* factories) {
  std::string names;
  for (const Factory* factory = factories; factory != nullptr; factory = factory->next)
    names.append(names.empty() ? "" : " or ").append(factory->name);
  return names;
}

}  // namespace

void FailUnnamed(std::string_view call, std::string_view pretty) {
  throw Error(
      std::string(call) + "<" + ArgumentIn(pretty, "kFunction") +
      ">(): no task, factory or method of this library's app; mark its struct GORAY_TASKS or "
      "GORAY_ACTORS, or call it by name, with Option(\"library\", ...), if another library has it");
}

void RequireMadeBy(const Factory* factories, const FoundActor& actor, std::string_view name,
                   std::string_view pretty) {
  if (actor.is_of_library && Made(factories, actor.class_name)) return;
  const std::string wanted = ArgumentIn(pretty, "T");
  const std::string call = "GetActor<" + wanted + ">(" + wire::Shown(name) + "): ";
  if (factories == nullptr)
    throw TypeError(call + "no factory of this library's app makes a " + wanted +
                    "; GetActor() without a type takes any actor");
  throw TypeError(call + "that actor is a " + wire::Shown(actor.class_name) +
                  (actor.is_of_library ? "" : " of Python") + ", not made by " + Names(factories) +
                  "; GetActor() without a type takes any actor");
}

}  // namespace goray::detail
