// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/context.h>
#include <goray/error.h>

#include <map>
#include <string>
#include <type_traits>

#include "api/ask_python.h"

namespace goray {
namespace {

Value Ask(const std::string& function, const std::string& call) {
  return api::AskPython("goray._ray.runtime_context:" + function, call);
}

}  // namespace

RuntimeContext Context() {
  const auto members = Ask("describe", "Context()").As<std::map<std::string, Any>>();
  RuntimeContext context;
  const auto take = [&members](const char* name, auto& member) {
    if (const auto found = members.find(name); found != members.end())
      member = found->second.As<std::remove_reference_t<decltype(member)>>();
  };
  take("job_id", context.job_id);
  take("node_id", context.node_id);
  take("worker_id", context.worker_id);
  take("task_id", context.task_id);
  take("task_name", context.task_name);
  take("actor_id", context.actor_id);
  take("actor_name", context.actor_name);
  take("ray_namespace", context.ray_namespace);
  take("placement_group_id", context.placement_group_id);
  take("was_restarted", context.was_restarted);
  take("assigned_resources", context.assigned_resources);
  take("accelerator_ids", context.accelerator_ids);
  return context;
}

void ExitActor() {
  Ask("exit_actor", "ExitActor()");
  throw Error("ExitActor(): Ray did not end the actor");
}

}  // namespace goray
