// SPDX-License-Identifier: Apache-2.0
// What converts to what in a typed call; docs/reference/typed_calls.md has the table. No constraint
// here names a Codec, as that of a user's struct may be declared further down.
#pragma once

#include <goray/any.h>
#include <goray/detail/outgoing_call.h>
#include <goray/object_ref.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::detail {

template <typename T, typename... Others>
concept OneOf = (std::same_as<T, Others> || ...);

/// Neither `bool` nor a character, which mean something else.
template <typename T>
concept Number = std::is_arithmetic_v<T> &&
                 !OneOf<T, bool, char, wchar_t, char8_t, char16_t, char32_t, long double>;

/// Every value of `From` is a `To`.
template <typename From, typename To>
concept Widens = Number<From> && Number<To> && (std::integral<From> || std::floating_point<To>) &&
                 (std::is_signed_v<To> || !std::is_signed_v<From>) &&
                 std::numeric_limits<From>::digits <= std::numeric_limits<To>::digits;

/// Some values of `From` are a `To`, which can be seen of a constant.
template <typename From, typename To>
concept Narrows = Number<From> && Number<To> && (std::integral<From> || std::floating_point<To>) &&
                  !Widens<From, To>;

/// How an argument becomes one for a parameter whose value is a `To`: this one is for classes, enums
/// and `bool`. What C++ converts to a class does, unless that would cut off a part of it.
template <typename To>
struct Conversion {
  template <typename Given>
  static constexpr bool kFrom =
      std::same_as<Given, To> || (std::is_class_v<To> && std::is_convertible_v<const Given&, To> &&
                                  !std::derived_from<Given, To>);

  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    if constexpr (std::same_as<Given, To>) {
      call.Add(given);
    } else {
      call.Add(static_cast<To>(given));
    }
  }
};

template <Number To>
struct Conversion<To> {
  template <typename Given>
  static constexpr bool kFrom = Widens<Given, To>;
  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    call.Add(static_cast<To>(given));
  }
};

template <OneOf<std::string, std::string_view, const char*> To>
struct Conversion<To> {
  template <typename Given>
  static constexpr bool kFrom =
      std::is_convertible_v<const Given&, std::string_view> && !std::same_as<Given, std::nullptr_t>;
  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    call.Add(std::string_view(given));
  }
};

/// What an optional holds; of anything else nothing.
template <typename T>
struct HeldBy {
  using Type = std::nullopt_t;
};
template <typename T>
struct HeldBy<std::optional<T>> {
  using Type = T;
};

template <typename To>
struct Conversion<std::optional<To>> {
  template <typename Given>
  static constexpr bool kFrom =
      std::same_as<Given, std::nullopt_t> || Conversion<To>::template kFrom<Given> ||
      Conversion<To>::template kFrom<typename HeldBy<Given>::Type>;

  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    if constexpr (Conversion<To>::template kFrom<Given>) {
      return Conversion<To>::Add(call, given);
    } else if constexpr (!std::same_as<Given, std::nullopt_t>) {
      if (given) return Conversion<To>::Add(call, *given);
    }
    call.Add(Any());
  }
};

/// Numbers side by side, which are written as a vector of them.
template <typename To>
struct Conversion<std::span<To>> {
  using Item = std::remove_const_t<To>;
  template <typename Given>
  static constexpr bool kFrom = std::is_convertible_v<const Given&, std::span<const Item>>;
  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    if constexpr (std::same_as<Given, std::vector<Item>>) {
      call.Add(given);
    } else {
      const std::span<const Item> items = given;
      call.Add(std::vector<Item>(items.begin(), items.end()));
    }
  }
};

/// Of functions those alone that Python gave.
template <typename Signature>
struct Conversion<std::function<Signature>> {
  using Function = std::function<Signature>;
  template <typename Given>
  static constexpr bool kFrom = std::is_constructible_v<Function, const Given&>;
  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    static_assert(
        std::same_as<Given, Function>,
        "a function of C++ cannot be sent to a task: call the task from Python, which can "
        "give it a function, or take the name of a task");
    call.Add(given);
  }
};

/// Everything that can cross.
template <>
struct Conversion<Any> {
  template <typename Given>
  static constexpr bool kFrom = true;
  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    call.Add(given);
  }
};

/// What owns the same value.
template <typename T>
struct Owner {
  using Type = T;
};
template <OneOf<std::string_view, const char*> T>
struct Owner<T> {
  using Type = std::string;
};
template <typename T>
struct Owner<std::span<T>> {
  using Type = std::vector<std::remove_const_t<T>>;
};
template <typename T>
using OwnerOf = typename Owner<std::remove_cvref_t<T>>::Type;

/// Whether a reference to a `From` may be the argument of a parameter whose value is a `To`.
template <typename From, typename To>
inline constexpr bool kRefers =
    std::same_as<OwnerOf<From>, OwnerOf<To>> || std::same_as<To, Any> || Widens<From, To>;
template <typename From, typename To>
inline constexpr bool kRefers<From, std::optional<To>> =
    std::same_as<From, std::optional<To>> || kRefers<From, To>;
template <typename To>
inline constexpr bool kRefers<void, To> = false;
template <typename To>
inline constexpr bool kRefers<void, std::optional<To>> = false;
template <typename To>
inline constexpr bool kRefers<Untyped, To> = true;  // checked where the task runs
template <typename To>
inline constexpr bool kRefers<Untyped, std::optional<To>> = true;
/// None or several values.
template <typename To>
inline constexpr bool kRefers<std::tuple<>, To> = false;
template <typename A, typename B, typename... Ts, typename To>
inline constexpr bool kRefers<std::tuple<A, B, Ts...>, To> = false;

template <typename Given, typename To>
inline constexpr bool kIsRefTo = false;
template <typename From, typename To>
inline constexpr bool kIsRefTo<ObjectRef<From>, To> = kRefers<From, To>;

template <typename Given, typename To>
concept ConvertsTo = !std::derived_from<Given, AnyRef> && Conversion<To>::template kFrom<Given>;

}  // namespace goray::detail
