// SPDX-License-Identifier: Apache-2.0
#include <goray/api/actor_handle.h>
#include <goray/api/python.h>

#include "abi/protocol.h"
#include "api/host.h"
#include "api/json.h"

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
  const nlohmann::json json = {{abi::kPyLocalActorIdKey, id_}};
  api::CallHost(abi::HostCommand::kCloseClassInstance, json.dump(), "Close()");
}

namespace api {

void KillActor(std::uint64_t id, bool no_restart) {
  const nlohmann::json json = {{abi::kPyLocalActorIdKey, id}, {"no_restart", no_restart}};
  CallHost(abi::HostCommand::kKillActor, json.dump(), "Kill()");
}

std::uint64_t FindActor(const Options& options) {
  const Value answer = CallHost(abi::HostCommand::kGetActor, options.ToJson(), "GetActor()");
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
