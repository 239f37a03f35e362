// SPDX-License-Identifier: Apache-2.0
#include <goray/actor_handle.h>
#include <goray/error.h>

#include <nlohmann/json.hpp>
#include <string>

#include "abi/protocol.h"
#include "ffi/host.h"
#include "wire/text.h"

namespace goray::detail {

void KillActor(std::uint64_t id, bool no_restart) {
  const nlohmann::json json = {{abi::kPyLocalActorIdKey, id}, {"no_restart", no_restart}};
  ffi::CallHost(abi::HostCommand::kKillActor, json.dump(), "Kill()");
}

FoundActor FindActor(std::string_view name, std::string_view space) {
  Options options{{"name", name}};
  if (!space.empty()) options.Set("namespace", space);
  const Value answer = ffi::CallHost(abi::HostCommand::kGetActor, options.ToJson(), "GetActor()");
  try {
    const auto* text = reinterpret_cast<const char*>(answer.bytes().data());
    const auto told = nlohmann::json::parse(text, text + answer.bytes().size());
    return {told.at("py_local_id").get<std::uint64_t>(), told.value("actor_type_name", ""),
            told.value("is_golang_actor", false)};
  } catch (const nlohmann::json::exception& error) {
    throw Error(wire::BoundedMessage(std::string("GetActor(): Python's answer is malformed: ") +
                                     error.what()));
  }
}

}  // namespace goray::detail
