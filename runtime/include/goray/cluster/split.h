// SPDX-License-Identifier: Apache-2.0
// Results that are several objects on Ray: a reference for each element of a tuple. `Task<&F>().Split()` in typed_call.h,
// and by name what is here.
#pragma once

#include <goray/actor_handle.h>
#include <goray/cluster/stream_refs.h>
#include <goray/detail/outgoing_call.h>
#include <goray/detail/typed_target.h>
#include <goray/object_ref.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace goray {
namespace detail {

/// References to the elements of what a reference refers to.
template <typename Ref>
struct SplitOf {};
template <typename A, typename B>
struct SplitOf<ObjectRef<std::pair<A, B>>> {
  using Type = std::tuple<ObjectRef<A>, ObjectRef<B>>;
};
template <typename A, typename B, typename... Ts>
struct SplitOf<ObjectRef<std::tuple<A, B, Ts...>>> {
  using Type = std::tuple<ObjectRef<A>, ObjectRef<B>, ObjectRef<Ts>...>;
};
template <typename Ref>
using SplitRef = typename SplitOf<Ref>::Type;
template <typename Ref>
concept IsSplit = requires { typename SplitOf<Ref>::Type; };

/// Submits `call`, whose result is an object for each of `Ts`.
template <typename... Ts>
std::tuple<ObjectRef<Ts>...> SendSplit(OutgoingCall& call) {
  static_assert(sizeof...(Ts) > 1, "the types of the elements, of which there are several");
  const std::vector<std::uint64_t> ids = call.SendForIds(sizeof...(Ts));
  const auto refs = [&]<std::size_t... kIndexes>(std::index_sequence<kIndexes...>) {
    return std::tuple<ObjectRef<Ts>...>(ObjectRef<Ts>(ids[kIndexes])...);
  };
  return refs(std::index_sequence_for<Ts...>());
}

template <typename... Ts>
struct Submission<std::tuple<ObjectRef<Ts>...>> {
  template <typename Add>
  static std::tuple<ObjectRef<Ts>...> Of(const Target& target, const Options& options, Add add) {
    OutgoingCall call(target.callee, target.name, options);
    if (target.actor) call.On(target.actor->id());
    add(call);
    return SendSplit<Ts...>(call);
  }
};

}  // namespace detail

/// `RemoteCall` of a task whose result is a tuple, with a reference for each of its elements, which are objects of their own:
/// `const auto [quotient, remainder] = RemoteCallSplit<std::int64_t, std::int64_t>("Divide", 7, 2);`. Throws
/// ValueError if it returns no tuple of so many.
template <typename... Results, typename... Ts>
std::tuple<ObjectRef<Results>...> RemoteCallSplit(std::string_view name, const Ts&... args) {
  detail::OutgoingCall call(detail::Callee::kTask, name, args...);
  return detail::SendSplit<Results...>(call);
}

/// The same of a method. A result that is not a tuple of so many is the error of each reference.
template <typename... Results, typename T, typename... Ts>
std::tuple<ObjectRef<Results>...> RemoteCallSplit(const ActorHandle<T>& actor,
                                                  std::string_view method, const Ts&... args) {
  detail::OutgoingCall call(detail::Callee::kActorMethod, method, args...);
  return detail::SendSplit<Results...>(call.On(actor.id()));
}

/// `RemoteCallPyTask` of a function that returns a tuple or a list; as that of a method.
template <typename... Results, typename... Ts>
std::tuple<ObjectRef<Results>...> RemoteCallPyTaskSplit(std::string_view name, const Ts&... args) {
  detail::OutgoingCall call(detail::Callee::kPyTask, name, args...);
  return detail::SendSplit<Results...>(call);
}

}  // namespace goray
