// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <tuple>
#include <utility>

namespace goray {

/// One method of an actor's class as Python sees it, for `Methods`.
///
/// `function`: a method of the class or of a base, or a function or lambda that takes the object by
/// reference and then the arguments. Of overloads a cast picks one:
/// `static_cast<bool (DB::*)(int)>(&DB::Open)`.
template <typename Function>
struct Method {
  constexpr Method(const char* method_name, Function called)
      : name(method_name), function(std::move(called)) {}

  std::string_view name;
  Function function;
};

/// What Python may call of an actor's class, instead of all its public methods: for a class that
/// nobody may change, or whose methods do not fit as they are. A specialisation stands in an
/// annotated file or in one that it includes.
///
/// Example:
///   template <>
///   struct goray::Methods<re2::RE2> {
///     static constexpr auto methods = std::tuple{
///         goray::Method("pattern", &re2::RE2::pattern),
///         goray::Method("matches", [](const re2::RE2& self, const std::string& text) {
///           return re2::RE2::FullMatch(text, self);
///         })};
///   };
template <typename T>
struct Methods;

}  // namespace goray
