// SPDX-License-Identifier: Apache-2.0
#include "library/declaration.h"

#include <dlfcn.h>
#include <goray/abi/goray_interface.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace gorayffi {
namespace {

using Json = nlohmann::json;
namespace abi = goray::abi;

std::string Version(std::uint32_t major, std::uint32_t minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

std::string HostJson() {
  const Json json = {
      {"language", "python"},
      {"product", "goray-cpp"},
      {"version", GORAY_VERSION},
      {"protocol", abi::kProtocol},
      {"interface", Version(abi::kMajor, abi::kMinor)},
      {"features",
       {abi::kArrays, abi::kArrow, abi::kCallables, abi::kInterrupts, abi::kJsonFailures,
        abi::kOpaque, abi::kReferences, abi::kSharedArrays, abi::kSplitResults, abi::kStreams}},
  };
  return json.dump();
}

void CheckVersion(const GorayInterfaceV1& interface) {
  if (interface.major_version == abi::kMajor && interface.size >= abi::kSizeOf10) return;
  const std::string theirs = Version(interface.major_version, interface.minor_version);
  const std::string ours = Version(abi::kMajor, abi::kMinor);
  std::string text = "its GorayInterface has version " + theirs + ", this gorayffi (goray-cpp " +
                     GORAY_VERSION + ") speaks " + ours;
  if (interface.major_version == abi::kMajor) {
    throw DeclarationError(text +
                           ", but the object is cut short: " + std::to_string(interface.size) +
                           " bytes of " + std::to_string(abi::kSizeOf10) + "; rebuild the library");
  }
  throw DeclarationError(text + (interface.major_version > abi::kMajor
                                     ? "; upgrade the Python package goray-cpp to the library's"
                                     : "; rebuild the library with this goray-cpp"));
}

std::string Text(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A member that is an object, else an empty one.
Json Object(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_object() ? *found : Json::object();
}

bool HasFeature(const Json& json, const char* feature) {
  const auto features = json.find("features");
  return features != json.end() && features->is_array() &&
         std::find(features->begin(), features->end(), feature) != features->end();
}

void AddHashes(Declaration& declaration, const std::string& prefix, const Json& hashes) {
  for (const auto& [name, hash] : hashes.items()) {
    if (hash.is_string()) declaration.hashes[prefix + name] = hash.get<std::string>();
  }
}

Declaration Parse(std::string text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object())
    throw DeclarationError(
        "its GorayInterface has a description that is not a JSON object; rebuild the library");
  Declaration declaration{std::move(text),
                          HasFeature(json, abi::kJsonFailures),
                          HasFeature(json, abi::kCallByIndex),
                          HasFeature(json, abi::kReferences),
                          HasFeature(json, abi::kArrays),
                          HasFeature(json, abi::kArrow),
                          HasFeature(json, abi::kSharedArrays),
                          HasFeature(json, abi::kOlderReferences),
                          Text(json, "version"),
                          {},
                          nullptr};
  AddHashes(declaration, "task ", Object(json, "tasks"));
  const Json actors = Object(json, "actors");  // named, because items() refers to it
  for (const auto& [name, actor] : actors.items()) {
    if (!actor.is_object()) continue;
    declaration.hashes["actor " + name] = Text(actor, "hash");
    AddHashes(declaration, "method " + name + ".", Object(actor, "methods"));
  }
  return declaration;
}

}  // namespace

std::optional<Declaration> Declare(void* handle) {
  const void* symbol = dlsym(handle, abi::kInterfaceSymbol);
  if (symbol == nullptr) return std::nullopt;
  const auto& interface = *static_cast<const GorayInterfaceV1*>(symbol);
  CheckVersion(interface);
  std::uint64_t length = 0;
  const char* json = interface.describe(&length);
  Declaration declaration = Parse(json == nullptr ? "" : std::string(json, length));
  const std::string host = HostJson();
  if (interface.declare_host(host.data(), host.size()) != 0)
    throw DeclarationError(
        "its GorayInterface refused this host's declaration; rebuild the library");
  if (interface.size >= sizeof interface && interface.call_table != nullptr)
    declaration.call_table = interface.call_table();
  return declaration;
}

}  // namespace gorayffi
