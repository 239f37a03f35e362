// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/conversion.h>

#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace goray {

/// An argument of a typed call on its way into it: a value or a reference that fits `Parameter`.
/// Lives as long as the call's full expression.
template <typename Parameter>
class ArgumentFor {
  using Value = std::remove_cvref_t<Parameter>;

 public:
  // NOLINTBEGIN(google-explicit-constructor): an argument is written as it is.
  template <detail::ConvertsTo<Value> Given>
  ArgumentFor(const Given& given)
      : given_(&given), add_([](detail::OutgoingCall& call, const void* value) {
          detail::Conversion<Value>::Add(call, *static_cast<const Given*>(value));
        }) {}
  template <typename Given>
    requires(detail::kIsRefTo<Given, Value>)
  ArgumentFor(const Given& ref)
      : given_(&ref), add_([](detail::OutgoingCall& call, const void* value) {
          call.Add(*static_cast<const Given*>(value));
        }) {}
  /// The types do not convert; docs/reference/typed_calls.md says which do.
  template <typename Given>
    requires(!detail::ConvertsTo<Given, Value> && !detail::kIsRefTo<Given, Value>)
  ArgumentFor(const Given& given) = delete;
  // NOLINTEND(google-explicit-constructor)

  void AddTo(detail::OutgoingCall& call) const { add_(call, given_); }

 private:
  const void* given_;
  void (*add_)(detail::OutgoingCall& call, const void* value);
};

namespace detail {

/// Never defined: the compiler names it where a constant is no value of the parameter's type.
template <typename Constant, typename Parameter>
void ConstantDoesNotFit();

template <typename To, typename From>
consteval To Fitting(From constant) {
  if constexpr (std::integral<To>) {
    if (!std::in_range<To>(constant)) ConstantDoesNotFit<From, To>();
  } else if constexpr (std::integral<From>) {
    // Beyond the digits of `To` there are gaps.
    constexpr auto kExact = std::uint64_t{1} << std::numeric_limits<To>::digits;
    if (std::cmp_greater(constant, kExact) ||
        std::cmp_less(constant, -static_cast<std::int64_t>(kExact)))
      ConstantDoesNotFit<From, To>();
  } else if (constant > static_cast<From>((std::numeric_limits<To>::max)()) ||
             constant < static_cast<From>(std::numeric_limits<To>::lowest())) {
    ConstantDoesNotFit<From, To>();
  }
  return static_cast<To>(constant);
}

}  // namespace detail

/// For numbers: what loses nothing, which of a constant is seen by its value.
template <typename Parameter>
  requires detail::Number<std::remove_cvref_t<Parameter>>
class ArgumentFor<Parameter> {
  using Value = std::remove_cvref_t<Parameter>;

 public:
  // NOLINTBEGIN(google-explicit-constructor): an argument is written as it is.
  template <detail::Widens<Value> Given>
  constexpr ArgumentFor(Given given) : value_(static_cast<Value>(given)) {}
  template <detail::Narrows<Value> Given>
  consteval ArgumentFor(const Given& constant) : value_(detail::Fitting<Value>(constant)) {}
  /// A variable may have a value that does not fit: `static_cast` says that it has none.
  template <detail::Narrows<Value> Given>
    requires(!std::is_const_v<Given>)
  ArgumentFor(Given& variable) = delete;
  template <typename Given>
    requires(detail::kIsRefTo<Given, Value>)
  ArgumentFor(const Given& ref) : ref_(&ref) {}
  /// The types do not convert; docs/reference/typed_calls.md says which do.
  template <typename Given>
    requires(!detail::Widens<Given, Value> && !detail::Narrows<Given, Value> &&
             !detail::kIsRefTo<Given, Value>)
  ArgumentFor(const Given& given) = delete;
  // NOLINTEND(google-explicit-constructor)

  void AddTo(detail::OutgoingCall& call) const {
    if (ref_ == nullptr) {
      call.Add(value_);
    } else {
      call.Add(*ref_);
    }
  }

 private:
  Value value_ = 0;
  const AnyRef* ref_ = nullptr;
};

}  // namespace goray
