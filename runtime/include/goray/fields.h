// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace goray {

/// One field of a class as Python sees it, for `Fields`.
///
/// `get`: a member, a method that takes nothing, or a function or lambda that takes a `const T&`.
/// `set`: a method that takes the value, or a function or lambda that takes a `T&` and the value.
/// A member needs none. Without one a field is only read, and a constructor takes its value.
template <typename Get, typename Set = std::nullptr_t>
struct Field {
  constexpr Field(const char* field_name, Get getter, Set setter = {})
      : name(field_name), get(std::move(getter)), set(std::move(setter)) {}

  std::string_view name;
  Get get;
  Set set;
};

template <typename Get>
Field(const char*, Get) -> Field<Get>;
template <typename Get, typename Set>
Field(const char*, Get, Set) -> Field<Get, Set>;
// Of a getter and a setter that have one name, these pick which is which.
template <typename T, typename Value>
Field(const char*, Value (T::*)() const) -> Field<Value (T::*)() const>;
template <typename T, typename Value, typename Result, typename Argument>
Field(const char*, Value (T::*)() const, Result (T::*)(Argument))
    -> Field<Value (T::*)() const, Result (T::*)(Argument)>;

/// What a class that is not an aggregate, or that nobody may change, is to Python: a `dict` with these
/// fields, a `TypedDict` in the generated package. A specialisation, in an annotated file or in one
/// that it includes, has
///   static constexpr auto fields = std::tuple{goray::Field(...), ...};
/// and, as it needs them,
///   static T Make(...);                                // makes it of all fields, in their order
///   static constexpr const char* name = "PointFloat";  // in Python; needed by a template's instance
/// Without `Make` an object is made by its default constructor and the setters, or, if a field has
/// none, by the constructor that takes all fields in their order. A field of a `std::optional` may be
/// missing, any other may not.
///
/// Example:
///   template <>
///   struct goray::Fields<geo::Point> {
///     static constexpr auto fields = std::tuple{
///         goray::Field("x", &geo::Point::x),
///         goray::Field("y", &geo::Point::GetY, &geo::Point::SetY)};
///   };
template <typename T>
struct Fields;

}  // namespace goray
