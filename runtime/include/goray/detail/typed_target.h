// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/args.h>
#include <goray/detail/conversion.h>
#include <goray/detail/function_of.h>
#include <goray/detail/outgoing_call.h>
#include <goray/detail/wire_name.h>
#include <goray/result_of.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace goray {

template <typename T>
class ActorHandle;
template <typename T>
class Async;
template <typename T>
class Generator;
template <typename T>
class StreamRefs;
template <typename Signature>
class TypedCall;
template <typename Signature>
class VariadicCall;

namespace detail {

/// What a typed call goes to.
struct Target {
  Callee callee;
  const char* name;
  wire::ReferencePtr actor;  ///< Null: it is no method.
};

/// What a function gives, without its `goray::Async` and its `goray::ResultOf`.
template <typename R>
struct Returned {
  using Type = std::remove_cvref_t<R>;
};
template <typename R>
  requires requires { sizeof(ResultOf<std::remove_cvref_t<R>>); }
struct Returned<R> {
  using Type = std::remove_cvref_t<decltype(Unwrapped(std::declval<std::remove_cvref_t<R>>()))>;
};
template <typename T>
struct Returned<Async<T>> : Returned<T> {};
template <auto kFunction>
using ReturnedBy = typename Returned<typename Function<kFunction>::Result>::Type;

/// What refers to the result of a call on Ray.
template <typename R>
struct RefTo {
  using Type = ObjectRef<OwnerOf<R>>;
};
template <typename T>
struct RefTo<Generator<T>> {
  using Type = StreamRefs<OwnerOf<T>>;
};

/// The class of the actor that a factory makes.
template <typename T>
struct ActorClass {
  using Type = T;
};
template <typename T>
struct ActorClass<std::unique_ptr<T>> {
  using Type = T;
};
template <typename T>
struct ActorClass<std::shared_ptr<T>> {
  using Type = T;
};

/// The call with these parameters; `Args` as the last one is spread.
template <typename Result, typename... Ps>
struct CallOf {
  using Type = TypedCall<Result(Ps...)>;
};
template <typename Result, typename Fixed, typename Indexes>
struct VariadicOf;
template <typename Result, typename Fixed, std::size_t... kIndexes>
struct VariadicOf<Result, Fixed, std::index_sequence<kIndexes...>> {
  using Type = VariadicCall<Result(std::tuple_element_t<kIndexes, Fixed>...)>;
};
template <typename T>
concept IsArgs = std::same_as<std::remove_cvref_t<T>, Args>;
template <typename Result, typename... Ps>
  requires(sizeof...(Ps) > 0) && IsArgs<std::tuple_element_t<sizeof...(Ps) - 1, std::tuple<Ps...>>>
struct CallOf<Result, Ps...>
    : VariadicOf<Result, std::tuple<Ps...>, std::make_index_sequence<sizeof...(Ps) - 1>> {};

template <auto kFunction, typename Result>
struct CallOfFunction {
  template <typename... Ps>
  using Apply = typename CallOf<Result, Ps...>::Type;
  using Type = typename Function<kFunction>::template ApplyParameters<Apply>;
};

/// `Remote()`'s `TypedCall` or `VariadicCall` for a task or method, and for a factory.
template <auto kFunction>
using CallOfTask =
    typename CallOfFunction<kFunction, typename RefTo<ReturnedBy<kFunction>>::Type>::Type;
template <auto kFactory>
using CallOfFactory =
    typename CallOfFunction<kFactory,
                            ActorHandle<typename ActorClass<ReturnedBy<kFactory>>::Type>>::Type;

/// Of `T` or of a base, or a function without an object.
template <auto kFunction, typename T>
inline constexpr bool kIsMethodOf = false;
template <auto kFunction, typename T>
  requires Callable<kFunction>
inline constexpr bool kIsMethodOf<kFunction, T> =
    OneOf<typename Function<kFunction>::Class, void, T> ||
    std::is_base_of_v<typename Function<kFunction>::Class, T>;
template <auto kFunction, typename T>
concept MethodOf = kIsMethodOf<kFunction, T>;

}  // namespace detail
}  // namespace goray
