// SPDX-License-Identifier: Apache-2.0
// What Ray knows of the call that a thread is inside of, and how an actor ends itself.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace goray {

/// Where code runs. Ids are hexadecimal, as Ray's tools show them. A text is empty where Ray has no such thing: all
/// of them in a process that is not connected to Ray, those of a task in a driver, those of an actor outside of one.
struct RuntimeContext {
  std::string job_id;
  std::string node_id;
  std::string worker_id;  ///< Of this process.
  std::string task_id;    ///< Of the task, or of the call of the actor's method.
  std::string task_name;  ///< "Divide", "NewCounter.Incr", or what the option `name` says.
  std::string actor_id;
  std::string actor_name;          ///< What the option `name` says.
  std::string ray_namespace;       ///< In which named actors are looked for.
  std::string placement_group_id;  ///< Of the group that the task or actor was given to.
  bool was_restarted =
      false;  ///< Whether the actor is not the first of its handle: Ray started it anew.
  /// What this worker holds, by name: {"CPU", 2}, {"memory", 1e9}.
  std::map<std::string, double> assigned_resources;
  /// The devices among them, by kind, as the kind's own programs number them: {"GPU", {"0", "3"}}.
  std::map<std::string, std::vector<std::string>> accelerator_ids;
};

/// Asks Python, which takes tens of microseconds, and in an actor a millisecond the first time: in a loop keep it. On a thread of your own
/// there is no task.
///
/// Example:
///   std::clog << "node " << goray::Context().node_id << "\n";
RuntimeContext Context();

/// Ends the actor whose method calls this: the method does not return, its caller and those who wait get an
/// ActorDiedError, and the destructor runs. It leaves the method by an InterruptedError, which the method lets pass.
/// Throws Error where no actor's method runs.
[[noreturn]] void ExitActor();

}  // namespace goray
