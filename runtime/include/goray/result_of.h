// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>
#include <utility>

namespace goray {

/// What a class says that is returned instead of an exception: `absl::Status`, `tl::expected` and
/// others. A specialisation, in an annotated file or in one that it includes, has
///   static Value Unwrap(T result);   // or `void`; throws if `result` is a failure
/// A task, factory or method that returns a `T` is to Python one that returns the `Value`; what
/// `Unwrap` throws becomes an exception as any other does, see GORAY_EXCEPTION. `T` may be taken by
/// value or as `const T&`.
///
/// Example:
///   template <typename T>
///   struct goray::ResultOf<absl::StatusOr<T>> {
///     static T Unwrap(absl::StatusOr<T> result) {
///       if (!result.ok()) throw goray::Error(result.status().ToString());
///       return *std::move(result);
///     }
///   };
template <typename T>
struct ResultOf;

/// What `ResultOf` makes of what a function returned.
template <typename T>
decltype(auto) Unwrapped(T&& returned) {
  return ResultOf<std::remove_cvref_t<T>>::Unwrap(std::forward<T>(returned));
}

}  // namespace goray
