// SPDX-License-Identifier: Apache-2.0
#include "dispatch/declaration.h"

#include <goray/abi/goray_interface.h>

#include <nlohmann/json.hpp>

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

}  // namespace

std::string Declaration(const App& app) {
  const nlohmann::json json = {
      {"language", "cpp"},
      {"product", "goray-cpp"},
      {"version", app.version},
      {"protocol", abi::kProtocol},
      {"features", {abi::kArrays, abi::kCallByIndex, abi::kJsonFailures, abi::kReferences}},
      {"tasks", Hashes(app.tasks)},
      {"actors", Actors(app.actors)},
  };
  return json.dump();
}

}  // namespace goray::dispatch
