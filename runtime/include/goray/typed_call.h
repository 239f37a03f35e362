// SPDX-License-Identifier: Apache-2.0
// Calls of this library's tasks and actors that the compiler checks.
#pragma once

#include <goray/actor_handle.h>
#include <goray/cluster/map.h>
#include <goray/cluster/split.h>
#include <goray/cluster/stream_refs.h>
#include <goray/detail/argument_for.h>
#include <goray/detail/typed_target.h>

#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace goray {

namespace detail {

template <typename Ref>
struct RefersTo {};
template <typename T>
struct RefersTo<ObjectRef<T>> {
  using Type = T;
};

}  // namespace detail

/// A call but for its arguments: `Signature` is that of `Remote`. Many calls may be made of one, in
/// any thread.
template <typename Signature>
class TypedCall;

template <typename Result, typename... Parameters>
class TypedCall<Result(Parameters...)> {
 public:
  TypedCall(detail::Target target, Options options)
      : target_(std::move(target)), options_(std::move(options)) {}

  /// Submits the call; of what returns a `goray::Generator` the result is `StreamRefs`. An argument is a value or an `ObjectRef` of the parameter's type; all are
  /// given, as a pointer to a function knows no defaults. Throws what a call by name throws.
  Result Remote(ArgumentFor<Parameters>... arguments) const {
    return detail::Submission<Result>::Of(
        target_, options_, [&](detail::OutgoingCall& call) { (arguments.AddTo(call), ...); });
  }

  /// The same call with a reference for each element of the tuple that it returns, which are objects of their own:
  /// `const auto [quotient, remainder] = Task<&calc::Tasks::Divide>().Split().Remote(7, 2);`
  auto Split() const
    requires detail::IsSplit<Result>
  {
    return TypedCall<detail::SplitRef<Result>(Parameters...)>(target_, options_);
  }
  /// The result is not a tuple of several values.
  void Split() const
    requires(!detail::IsSplit<Result>)
  = delete;

  /// Calls it for each item of ranges, one for each parameter: many calls in a call on Ray, whose size adapts itself. Nothing
  /// is taken from the ranges before it is needed; one that is an lvalue has to live as long as the results. Of tasks and methods.
  template <std::ranges::input_range... Ranges>
    requires(sizeof...(Ranges) == sizeof...(Parameters)) &&
            (detail::MapsTo<std::ranges::range_value_t<Ranges>, std::remove_cvref_t<Parameters>> &&
             ...) &&
            requires { typename detail::RefersTo<Result>::Type; }
  auto Map(Ranges&&... ranges) const {
    return Map(MapOptions(), std::forward<Ranges>(ranges)...);
  }
  /// The same: `Map({.chunk_size = 1000}, xs)`. Throws TypeError for `num_threads` of an actor's method.
  template <std::ranges::input_range... Ranges>
    requires(sizeof...(Ranges) == sizeof...(Parameters)) &&
            (detail::MapsTo<std::ranges::range_value_t<Ranges>, std::remove_cvref_t<Parameters>> &&
             ...) &&
            requires { typename detail::RefersTo<Result>::Type; }
  auto Map(const MapOptions& map, Ranges&&... ranges) const {
    using Item = typename detail::RefersTo<Result>::Type;
    using Source =
        detail::ColumnsSource<detail::ColumnSource<std::remove_cvref_t<Parameters>, Ranges>...>;
    return MapResults<Item>(std::make_unique<detail::MapRun>(
        target_, options_, map, detail::Number<Item>,
        std::make_unique<Source>(std::in_place, std::forward<Ranges>(ranges)...)));
  }
#ifndef __clang__
  /// Too few or too many arguments. (Clang's own words are better than those for a deleted function.)
  template <typename... Given>
    requires(sizeof...(Given) != sizeof...(Parameters))
  Result Remote(const Given&... given) const = delete;
#endif

 private:
  detail::Target target_;
  Options options_;
};

/// The same of a function whose last parameter is `Args`: any arguments may follow.
template <typename Signature>
class VariadicCall;

template <typename Result, typename... Parameters>
class VariadicCall<Result(Parameters...)> {
 public:
  VariadicCall(detail::Target target, Options options)
      : target_(std::move(target)), options_(std::move(options)) {}

  /// As `TypedCall::Split`.
  auto Split() const
    requires detail::IsSplit<Result>
  {
    return VariadicCall<detail::SplitRef<Result>(Parameters...)>(target_, options_);
  }
  /// The result is not a tuple of several values.
  void Split() const
    requires(!detail::IsSplit<Result>)
  = delete;

  template <typename... Rest>
  Result Remote(ArgumentFor<Parameters>... arguments, const Rest&... rest) const {
    return detail::Submission<Result>::Of(target_, options_, [&](detail::OutgoingCall& call) {
      (arguments.AddTo(call), ...);
      (call.Add(rest), ...);
    });
  }
  /// Too few arguments.
  template <typename... Given>
    requires(sizeof...(Given) < sizeof...(Parameters))
  Result Remote(const Given&... given) const = delete;

 private:
  detail::Target target_;
  Options options_;
};

/// A task of this library: `Task<&calc::Tasks::Divide>({{"num_cpus", 2}}).Remote(7, 2)` submits it and
/// gives an `ObjectRef<DivMod>`. `kFunction` is a member of a struct with GORAY_TASKS; `Overload` picks
/// one of several. Throws Error if the library has no such task.
template <auto kFunction>
  requires detail::Callable<kFunction>
detail::CallOfTask<kFunction> Task(Options options = {}) {
  const char* name = detail::TaskName<detail::kPlain<kFunction>>::value_;
  return {{detail::Callee::kTask, detail::Named<kFunction>(name, "Task"), nullptr},
          std::move(options)};
}

/// No function.
template <auto kFunction>
  requires(!detail::Callable<kFunction>)
void Task(Options options = {}) = delete;

/// An actor of this library, by its factory in a struct with GORAY_ACTORS:
/// `Actor<&calc::Actors::NewCounter>({{"name", "c1"}}).Remote(0)` starts it and gives an
/// `ActorHandle<Counter>`. Throws Error if the library has no such factory.
template <auto kFactory>
  requires detail::Callable<kFactory>
detail::CallOfFactory<kFactory> Actor(Options options = {}) {
  const char* name = detail::FactoryName<detail::kPlain<kFactory>>::value_;
  return {{detail::Callee::kActor, detail::Named<kFactory>(name, "Actor"), nullptr},
          std::move(options)};
}
/// No function.
template <auto kFactory>
  requires(!detail::Callable<kFactory>)
void Actor(Options options = {}) = delete;

namespace detail {

template <typename T, auto kMethod>
CallOfTask<kMethod> MethodCall(wire::ReferencePtr actor, Options options) {
  const char* name = MethodName<T, kPlain<kMethod>>::value_;
  return {{Callee::kActorMethod, Named<kMethod>(name, "ActorHandle::Task"), std::move(actor)},
          std::move(options)};
}

}  // namespace detail
}  // namespace goray
