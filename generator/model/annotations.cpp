// SPDX-License-Identifier: Apache-2.0
#include "generator/model/annotations.h"

#include <vector>

namespace goray::model::annotations {
namespace {

std::string MacrosOf(Target target) {
  std::vector<std::string_view> macros;
  for (const Annotation& annotation : kAll) {
    if (annotation.target == target) macros.push_back(annotation.macro);
  }
  std::string text;
  for (std::size_t i = 0; i < macros.size(); ++i) {
    if (i > 0) text += i + 1 == macros.size() ? " and " : ", ";
    text += macros[i];
  }
  return text;
}

}  // namespace

std::string Targets() {
  return MacrosOf(Target::kStruct) + " annotate a struct, " + MacrosOf(Target::kFunction) +
         " a function outside of classes, " + MacrosOf(Target::kMethod) + " a method";
}

}  // namespace goray::model::annotations
