// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/detail/app.h>

#include <cstdint>
#include <vector>

#include "dispatch/actor_store.h"

namespace goray::dispatch {

/// The call table of an app; see abi/goray_interface.h. `app` and `store` outlive it, as it does
/// every call. A call does what the commands by index of `Execute` do.
class CallTable {
 public:
  CallTable(const App& app, ActorStore& store);
  CallTable(const CallTable&) = delete;  // its tables point into it
  CallTable& operator=(const CallTable&) = delete;

  const GorayCallTable& table() const { return table_; }

 private:
  /// What `GorayCallable::library` points to.
  struct Target {
    const Callable* callable;
    const Actor* actor;  // of a factory, and the first one of the class of a method
    ActorStore* store;
  };

  static const Target& TargetOf(const GorayCallable& entry);
  static std::int32_t InvokeOn(std::uint64_t id, const Target& target, Invocation& call);
  static std::int32_t CallTask(const GorayCallable* entry, std::uint64_t,
                               const GoraySlot* arguments, std::uint64_t count,
                               GorayResult* result);
  static std::int32_t CallFactory(const GorayCallable* entry, std::uint64_t,
                                  const GoraySlot* arguments, std::uint64_t count,
                                  GorayResult* result);
  static std::int32_t CallMethod(const GorayCallable* entry, std::uint64_t id,
                                 const GoraySlot* arguments, std::uint64_t count,
                                 GorayResult* result);
  static std::int32_t CallTaskOfColumns(const GorayCallable* entry, std::uint64_t,
                                        GorayColumns* columns, GorayResult* result);
  static std::int32_t CallMethodOfColumns(const GorayCallable* entry, std::uint64_t id,
                                          GorayColumns* columns, GorayResult* result);

  std::vector<GorayCallable> callables_;
  std::vector<Target> targets_;
  std::vector<GorayCallables> methods_;
  GorayCallTable table_{};
};

}  // namespace goray::dispatch
