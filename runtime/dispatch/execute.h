// SPDX-License-Identifier: Apache-2.0
// Python calls the library: one function for each command of the protocol.
//
//   Execute -> DispatchCommand -> 0 GetInitOptions      4 RunTask
//                                 1 StartDriver         5 NewActor   -> ActorStore
//                                 2 ListTasksAndActors  6 CallMethod <- ActorStore
//                                 3 ListMethods         7 CloseActor <- ActorStore
//   64, 65, 66 are 4, 5, 6 by index: RunTaskAt, NewActorAt, CallMethodAt
//   67 Keep, 68 Release: an object of C++ that the host has by an id
//   69 NextItem, 70 CloseStream <- StreamStore <- a task or method that gives a stream, by OpenStreamOf
//   73 BeginMethodCall -> StreamStore: a method that is a coroutine, of whose stream the last item is its result
//   Before 4-6, 64-66 and 73: ParseRequest, which adopts the references of the arguments. After them:
//   InvokeCallable or MakeActor -> Callable::invoke(Invocation) -> result; any exception ->
//   Failed
#pragma once

#include <goray/detail/app.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "dispatch/actor_store.h"
#include "dispatch/response.h"

namespace goray::dispatch {

/// `request` is `command | index << 10`. Any exception becomes a response; throws only where there
/// is no memory for that, or what is thrown cannot be described.
Response Execute(const App& app, ActorStore& store, std::uint64_t request,
                 std::span<const std::byte> data);

}  // namespace goray::dispatch
