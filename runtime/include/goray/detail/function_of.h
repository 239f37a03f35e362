// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

namespace goray::detail {

/// What a pointer to a function or to a method says. `Class`: void for a function. `Plain`: the
/// pointer without `noexcept`, which is no part of who the function is.
template <typename Pointer>
struct FunctionOf;

template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...)> {
  using Class = C;
  using Result = R;
  using Plain = R (C::*)(Ps...);
  template <template <typename...> typename Target>
  using ApplyParameters = Target<Ps...>;
};

template <typename R, typename... Ps>
struct FunctionOf<R (*)(Ps...)> {
  using Class = void;
  using Result = R;
  using Plain = R (*)(Ps...);
  template <template <typename...> typename Target>
  using ApplyParameters = Target<Ps...>;
};

template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) const> : FunctionOf<R (C::*)(Ps...)> {
  using Plain = R (C::*)(Ps...) const;
};
template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) &> : FunctionOf<R (C::*)(Ps...)> {
  using Plain = R (C::*)(Ps...) &;
};
template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) const &> : FunctionOf<R (C::*)(Ps...)> {
  using Plain = R (C::*)(Ps...) const &;
};
template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) noexcept> : FunctionOf<R (C::*)(Ps...)> {};
template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) const noexcept> : FunctionOf<R (C::*)(Ps...) const> {};
template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) & noexcept> : FunctionOf<R (C::*)(Ps...) &> {};
template <typename C, typename R, typename... Ps>
struct FunctionOf<R (C::*)(Ps...) const & noexcept> : FunctionOf<R (C::*)(Ps...) const &> {};
template <typename R, typename... Ps>
struct FunctionOf<R (*)(Ps...) noexcept> : FunctionOf<R (*)(Ps...)> {};

template <auto kFunction>
using Function = FunctionOf<decltype(kFunction)>;

/// `kFunction` as all that name it agree on.
template <auto kFunction>
inline constexpr typename Function<kFunction>::Plain kPlain = kFunction;

template <auto kFunction>
concept Callable = requires { typename Function<kFunction>::Result; };

/// `Sig` of a const method.
template <typename Sig>
struct ConstSignature;
template <typename R, typename... Ps>
struct ConstSignature<R(Ps...)> {
  using Type = R(Ps...) const;
};

}  // namespace goray::detail

namespace goray {

/// One of several functions of a name: `Task<goray::Overload<double(double)>(&calc::Tasks::Half)>()`. Write
/// `double(double) const` where a method of the same parameters is not const.
template <typename Sig, typename C>
consteval auto Overload(Sig C::*function) {
  return function;
}
template <typename Sig, typename C>
consteval auto Overload(typename detail::ConstSignature<Sig>::Type C::*function) {
  return function;
}
template <typename Sig>
consteval auto Overload(Sig *function) {
  return function;
}

}  // namespace goray
