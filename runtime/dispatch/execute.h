// SPDX-License-Identifier: Apache-2.0
// Python calls the library: one function for each command of the protocol.
//
//   Execute -> parse command -> 0 GetInitOptions   4 RunTask
//                               1 StartDriver      5 NewActor  -> ActorStore
//                               2 ListCallables    6 CallActor <- ActorStore
//                               3 ListMethods      7 CloseActor <- ActorStore
//   64, 65, 66 are 4, 5, 6 by index: RunTaskAt, NewActorAt, CallActorAt
//   4, 5, 6: ParseRequest -> Find -> Callable::invoke(Call) -> result;  any exception ->
//   CurrentFailure
#pragma once

#include <goray/dispatch/app.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "dispatch/actor_store.h"
#include "dispatch/response.h"

namespace goray::dispatch {

/// `request` is `command | index << 10`. Throws `std::bad_alloc` when there is no memory even for
/// an error, nothing else.
Response Execute(const App& app, ActorStore& store, std::uint64_t request,
                 std::span<const std::byte> data);

}  // namespace goray::dispatch
