// SPDX-License-Identifier: Apache-2.0
#include <goray/api/actor_handle.h>
#include <goray/api/python.h>

#include <algorithm>

#include "api/host.h"
#include "api/json.h"
#include "dispatch/find.h"

namespace goray {

PyLocalInstance::~PyLocalInstance() {
  try {
    Close();
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
    // Nobody could do anything about it: the host is gone, and the object with it.
  }
}

void PyLocalInstance::Close() {
  if (!std::exchange(is_open_, false)) return;
  const nlohmann::json json = {{"goray_py_local_actor_id", id_}};
  api::CallHost(api::HostCommand::kCloseLocalInstance, json.dump(), "Close()");
}

namespace api {
namespace {

// Whether the call is one of another library.
bool IsElsewhere(const Options& options) {
  return std::ranges::any_of(options.map(), [](const Any::Map::value_type& option) {
    return option.first.As<std::string>() == "library";
  });
}

}  // namespace

OptionValue MethodsOf(std::string_view actor, const Options& options) {
  if (IsElsewhere(options)) return Any(Any::List());
  const dispatch::App& app = dispatch::GeneratedApp();
  const dispatch::Actor* found = dispatch::Find(app.actors, actor);
  if (found == nullptr)
    throw Error("NewActor(): " + dispatch::NotFound("actor", actor, dispatch::Names(app.actors)));
  Any::List methods;
  for (const dispatch::Callable& method : found->methods) methods.emplace_back(method.name);
  return Any(std::move(methods));
}

void RequireTask(std::string_view name, const Options& options) {
  if (IsElsewhere(options)) return;
  const dispatch::App& app = dispatch::GeneratedApp();
  if (dispatch::Find(app.tasks, name) == nullptr) {
    throw Error("RemoteCall(): " + dispatch::NotFound("task", name, dispatch::Names(app.tasks)));
  }
}

void KillActor(std::uint64_t id, bool no_restart) {
  const nlohmann::json json = {{"goray_py_local_actor_id", id}, {"no_restart", no_restart}};
  CallHost(HostCommand::kKillActor, json.dump(), "Kill()");
}

std::uint64_t FindActor(const Options& options) {
  const Value answer = CallHost(HostCommand::kGetActor, options.ToJson(), "GetActor()");
  try {
    const auto* text = reinterpret_cast<const char*>(answer.bytes().data());
    return nlohmann::json::parse(text, text + answer.bytes().size())
        .at("py_local_id")
        .get<std::uint64_t>();
  } catch (const nlohmann::json::exception& error) {
    throw Error(std::string("GetActor(): Python's answer is malformed: ") + error.what());
  }
}

}  // namespace api
}  // namespace goray
