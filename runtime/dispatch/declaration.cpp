// SPDX-License-Identifier: Apache-2.0
#include "dispatch/declaration.h"

#include <goray/abi/goray_interface.h>
#include <goray/detail/stream.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goray::dispatch {
namespace {

nlohmann::json Hashes(std::span<const Callable> callables) {
  nlohmann::json json = nlohmann::json::object();
  for (const Callable& callable : callables) json[std::string(callable.name)] = callable.hash;
  return json;
}

nlohmann::json Actors(std::span<const Actor> actors) {
  nlohmann::json json = nlohmann::json::object();
  for (const Actor& actor : actors) {
    json[std::string(actor.factory.name)] = {{"hash", actor.factory.hash},
                                             {"methods", Hashes(actor.methods)}};
  }
  return json;
}

void AddOptions(nlohmann::json& json, const std::string& label, const Callable& callable) {
  if (!callable.options.empty()) json[label] = nlohmann::json::parse(callable.options);
}

/// By "task <name>", "actor <name>" and "method <actor>.<name>".
nlohmann::json Options(const App& app) {
  nlohmann::json json = nlohmann::json::object();
  for (const Callable& task : app.tasks) AddOptions(json, "task " + std::string(task.name), task);
  for (const Actor& actor : app.actors) {
    const std::string name(actor.factory.name);
    AddOptions(json, "actor " + name, actor.factory);
    for (const Callable& method : actor.methods)
      AddOptions(json, "method " + name + "." + std::string(method.name), method);
  }
  return json;
}

bool IsDeclaredStream(const Callable& callable) { return *callable.kinds == kStreamKind; }
bool IsDeclaredCoroutine(const Callable& callable) { return callable.is_coroutine; }

/// Labels, as `Options` has them, of the tasks and methods that are such ones.
nlohmann::json Labels(const App& app, bool (*is_such)(const Callable&)) {
  nlohmann::json json = nlohmann::json::array();
  const auto add = [&](const std::string& label, const Callable& callable) {
    if (is_such(callable)) json.push_back(label + std::string(callable.name));
  };
  for (const Callable& task : app.tasks) add("task ", task);
  for (const Actor& actor : app.actors) {
    for (const Callable& method : actor.methods)
      add("method " + std::string(actor.factory.name) + ".", method);
  }
  return json;
}

/// The types of the elements if `result` is a tuple of several: "tuple<int64,list<string>>" is two.
std::vector<std::string> Elements(std::string_view result) {
  constexpr std::string_view kTuple = "tuple<";
  std::vector<std::string> elements;
  if (!result.starts_with(kTuple)) return elements;
  result.remove_prefix(kTuple.size());
  result.remove_suffix(1);
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    const char c = result[i];
    depth += c == '<' ? 1 : c == '>' ? -1 : 0;
    if (c != ',' || depth > 0) continue;
    elements.emplace_back(result.substr(start, i - start));
    start = i + 1;
  }
  elements.emplace_back(result.substr(start));
  return elements.size() > 1 ? elements : std::vector<std::string>();
}

/// By label, of the tasks and methods that return a tuple of several values, as each of their overloads does.
nlohmann::json Tuples(const App& app) {
  nlohmann::json json = nlohmann::json::object();
  const auto add = [&](const std::string& label, const Callable& callable) {
    if (callable.overloads.empty() || *callable.kinds == kStreamKind) return;
    std::vector<std::string> elements = Elements(callable.overloads.front().result);
    for (const GorayOverload& overload : callable.overloads) {
      if (Elements(overload.result).size() != elements.size()) elements.clear();
    }
    if (!elements.empty()) json[label + std::string(callable.name)] = std::move(elements);
  };
  for (const Callable& task : app.tasks) add("task ", task);
  for (const Actor& actor : app.actors) {
    for (const Callable& method : actor.methods)
      add("method " + std::string(actor.factory.name) + ".", method);
  }
  return json;
}

}  // namespace

std::string Declaration(const App& app) {
  nlohmann::json json = {
      {"language", "cpp"},
      {"product", "goray-cpp"},
      {"version", app.version},
      {"protocol", abi::kProtocol},
      {"features",
       {abi::kArrays, abi::kArrow, abi::kCallables, abi::kCallByIndex, abi::kCoroutines,
        abi::kDriverArguments, abi::kJsonFailures, abi::kOpaque, abi::kReferences,
        abi::kSharedArrays, abi::kStreams}},
      {"tasks", Hashes(app.tasks)},
      {"actors", Actors(app.actors)},
      {"tuples", Tuples(app)},
  };
  if (nlohmann::json options = Options(app); !options.empty()) json["options"] = std::move(options);
  if (nlohmann::json streams = Labels(app, IsDeclaredStream); !streams.empty())
    json["streams"] = std::move(streams);
  if (nlohmann::json coroutines = Labels(app, IsDeclaredCoroutine); !coroutines.empty())
    json["coroutines"] = std::move(coroutines);
  return json.dump();
}

}  // namespace goray::dispatch
