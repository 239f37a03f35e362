// SPDX-License-Identifier: Apache-2.0
// Whether a call says which of several functions of one name is meant.
#include <algorithm>
#include <cstddef>
#include <optional>

#include "generator/model/catalogue.h"
#include "generator/model/check.h"
#include "generator/model/distinguishable.h"

namespace goray::model {
namespace {

bool IsVariadic(const Callable& callable) {
  return !callable.parameters.empty() && callable.parameters.back().type.kind == Kind::kArgs;
}

/// How many parameters have a place of their own.
std::size_t CountPlaces(const Callable& callable) {
  return callable.parameters.size() - (IsVariadic(callable) ? 1 : 0);
}

bool Takes(const Callable& callable, std::size_t count) {
  const auto is_required = [](const Parameter& parameter) {
    return !parameter.default_value && parameter.type.kind != Kind::kArgs;
  };
  const auto required = std::ranges::count_if(callable.parameters, is_required);
  return count >= static_cast<std::size_t>(required) &&
         (count <= CountPlaces(callable) || IsVariadic(callable));
}

std::string Arguments(std::size_t count) {
  if (count == 0) return "without arguments";
  return "with " + std::to_string(count) + (count == 1 ? " argument" : " arguments");
}

/// Why a call with `count` arguments, which both take, may not say which is meant; empty if it does.
std::string WhyAlike(const Callable& a, const Callable& b, std::size_t count,
                     const Interface& interface) {
  std::string why;
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= CountPlaces(a) || i >= CountPlaces(b)) continue;
    const std::string alike = WhyAlike(a.parameters[i].type, b.parameters[i].type, interface);
    if (alike.empty()) return "";
    why +=
        (why.empty() ? ": of argument " : ", of argument ") + std::to_string(i + 1) + " " + alike;
  }
  return "a call " + Arguments(count) + " may mean both" + why;
}

std::string WhyAlike(const Callable& a, const Callable& b, const Interface& interface) {
  const std::size_t most = std::max(CountPlaces(a), CountPlaces(b)) + 1;
  for (std::size_t count = 0; count <= most; ++count) {
    if (!Takes(a, count) || !Takes(b, count)) continue;
    if (std::string why = WhyAlike(a, b, count, interface); !why.empty()) return why;
  }
  return "";
}

/// Whether Python has one type for both.
bool IsSameInPython(const Type& a, const Type& b) {
  return a.kind == b.kind && a.name == b.name &&
         std::ranges::equal(a.elements, b.elements, IsSameInPython);
}

/// C++ writes into an array that is its caller's, which a call has as it is only where all overloads take an array.
const Parameter* FindWritten(const Callable& callable) {
  const auto is_written = [](const Parameter& parameter) { return parameter.type.writable; };
  const auto found = std::ranges::find_if(callable.parameters, is_written);
  return found == callable.parameters.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Diagnostic> CheckOverloads(const Callable& first, const Callable& second,
                                         std::string_view what, const Interface& interface) {
  const std::vector<Note> notes = {{first.location, "previously declared here"}};
  const auto report = [&](const Message& message, const std::string& why) {
    return MakeDiagnostic(message, second.location, {second.name, std::string(what), why}, notes);
  };
  if (const std::string why = WhyAlike(first, second, interface); !why.empty()) {
    return report(catalogue::kOverload, why);
  }
  for (const Callable* callable : {&first, &second}) {
    if (const Parameter* written = FindWritten(*callable))
      return report(catalogue::kOverloadWrites, written->name);
  }
  if (first.is_coroutine != second.is_coroutine) return report(catalogue::kMixedCoroutines, "");
  if (IsSameInPython(first.result, second.result)) return std::nullopt;
  const std::string why = WhyAlike(first.result, second.result, interface);
  return why.empty() ? std::nullopt : std::optional(report(catalogue::kOverloadResults, why));
}

}  // namespace goray::model
