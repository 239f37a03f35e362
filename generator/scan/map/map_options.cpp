// SPDX-License-Identifier: Apache-2.0
// GORAY_REMOTE(num_cpus = 2, ...) -> Ray's options of a callable, as a JSON object.
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FormatVariadic.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "generator/scan/scan.h"

namespace goray::scan {
namespace {

using llvm::StringRef;
using nlohmann::json;
namespace annotations = model::annotations;
namespace catalogue = model::catalogue;

// What Ray 2 has, without what cannot be written here: several results, and placement groups as objects. A test compares
// them with the Ray that is installed.
constexpr auto kTaskOptions = std::to_array<std::string_view>(
    {"accelerator_type", "enable_task_events", "fallback_strategy", "label_selector", "max_calls",
     "max_retries", "memory", "name", "num_cpus", "num_gpus", "object_store_memory", "resources",
     "retry_exceptions", "runtime_env", "scheduling_strategy"});
constexpr auto kActorOptions = std::to_array<std::string_view>({"accelerator_type",
                                                                "allow_out_of_order_execution",
                                                                "concurrency_groups",
                                                                "enable_task_events",
                                                                "enable_tensor_transport",
                                                                "fallback_strategy",
                                                                "get_if_exists",
                                                                "label_selector",
                                                                "lifetime",
                                                                "max_concurrency",
                                                                "max_pending_calls",
                                                                "max_restarts",
                                                                "max_task_retries",
                                                                "memory",
                                                                "name",
                                                                "namespace",
                                                                "num_cpus",
                                                                "num_gpus",
                                                                "object_store_memory",
                                                                "resources",
                                                                "runtime_env",
                                                                "scheduling_strategy"});
constexpr auto kMethodOptions = std::to_array<std::string_view>(
    {"concurrency_group", "enable_task_events", "max_task_retries", "retry_exceptions"});

struct Known {
  std::string_view what;
  std::span<const std::string_view> options;
};

Known KnownOf(OptionsOf sort) {
  switch (sort) {
    case OptionsOf::kTask:
      return {"a task", kTaskOptions};
    case OptionsOf::kActor:
      return {"an actor", kActorOptions};
    case OptionsOf::kMethod:
      break;
  }
  return {"an actor's method", kMethodOptions};
}

/// What to write instead of `name`.
std::string HintFor(StringRef name, const Known& known) {
  if (name == "num_returns")
    return "it is an option of a call: write `.options(num_returns=2)` in Python, `.Split()` in "
           "C++";
  constexpr unsigned kMostEdits = 3;
  std::string_view nearest;
  unsigned least = kMostEdits + 1;
  std::string all;
  for (const std::string_view option : known.options) {
    const unsigned edits = name.edit_distance_insensitive(option, true, kMostEdits);
    if (edits < least) nearest = option, least = edits;
    all += (all.empty() ? "" : ", ") + std::string(option);
  }
  if (!nearest.empty()) return "did you mean `" + std::string(nearest) + "`?";
  return "it has " + all;
}

/// The text up to the comma that ends a value: one inside of brackets or quotes does not.
StringRef TakeValue(StringRef& text) {
  int depth = 0;
  bool in_quotes = false;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (in_quotes) {
      if (c == '\\') ++end;
      if (c == '"') in_quotes = false;
    } else if (c == '"') {
      in_quotes = true;
    } else if (c == '{' || c == '[' || c == '(') {
      ++depth;
    } else if (c == '}' || c == ']' || c == ')') {
      --depth;
    } else if (c == ',' && depth == 0) {
      break;
    }
  }
  const StringRef value = text.substr(0, end).trim();
  text = text.drop_front(std::min(end + 1, text.size()));
  return value;
}

bool IsName(StringRef name) {
  return !name.empty() && llvm::all_of(name, [](char c) { return llvm::isAlnum(c) || c == '_'; });
}

}  // namespace

json MapOptions(MappingContext& context, const clang::CXXMethodDecl& method, OptionsOf sort) {
  const std::optional<std::string> written = AnnotationValue(method, annotations::kRemote);
  json options = json::object();
  if (!written) return options;
  const auto reject = [&](const std::string& why) {
    context.Report(catalogue::kUnreadableOptions, method, {why});
    return json::object();
  };
  const Known known = KnownOf(sort);
  StringRef text = StringRef(*written).trim();
  if (text.empty()) return reject("it has no options");
  while (!text.empty()) {
    const auto [before, after] = text.split('=');
    const std::string name = before.trim().str();
    if (!text.contains('=') || !IsName(name))
      return reject("`" + TakeValue(text).str() + "` is not a `name = value`");
    text = after;
    const std::string value = TakeValue(text).str();
    json parsed = json::parse(value, nullptr, /*allow_exceptions=*/false);
    if (parsed.is_discarded())
      return reject(llvm::formatv("the value `{0}` of `{1}` is not JSON", value, name).str());
    if (options.contains(name)) return reject("`" + name + "` is given twice");
    if (std::ranges::find(known.options, name) == known.options.end()) {
      context.Report(catalogue::kUnknownOption, method,
                     {name, std::string(known.what), HintFor(name, known)});
    }
    options[name] = std::move(parsed);
    text = text.ltrim();
  }
  return options;
}

}  // namespace goray::scan
