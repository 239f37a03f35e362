// SPDX-License-Identifier: Apache-2.0
#include "dispatch/find.h"

#include <algorithm>

#include "wire/suggest.h"
#include "wire/text.h"

namespace goray::dispatch {

std::string NotFound(std::string_view what, std::string_view name,
                     std::span<const std::string_view> known) {
  const std::string text = "there is no " + std::string(what) + " '" + wire::Shown(name) + "'";
  const std::string hint = wire::DidYouMean(name, known);
  if (!hint.empty() || known.empty()) return text + hint;
  std::string names;
  for (const std::string_view each : known.first(std::min(known.size(), limits::kListedNames)))
    names += (names.empty() ? "" : ", ") + std::string(each);
  if (known.size() > limits::kListedNames)
    names += " and " + std::to_string(known.size() - limits::kListedNames) + " more";
  return text + "; there are " + names;
}

}  // namespace goray::dispatch
