// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/shape.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace goray::dispatch {

class Invocation;

/// One of several functions of a name, for `Invocation::Choose`.
struct Overload {
  void (*invoke)(Invocation& call);
  std::string_view signature;  ///< For errors, as of a `Callable`.
  std::size_t required;        ///< How many arguments it takes at least.
  bool variadic;               ///< Any number may follow those of `parameters`.
  std::span<const wire::GetShape> parameters;
};

/// `Ts`: the types of the parameters, without `Args`.
template <typename... Ts>
constexpr Overload OverloadOf(void (*invoke)(Invocation& call), std::string_view signature,
                              std::size_t required, bool variadic = false) {
  return {invoke, signature, required, variadic, wire::kShapesOf<Ts...>};
}

}  // namespace goray::dispatch
