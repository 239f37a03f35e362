// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/result.h>
#include <goray/error.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace goray {

/// Any value the wire can hold. It owns what it holds. Not synchronised: one thread writes, or
/// several read.
///
/// Example:
///   goray::Any Same(const goray::Any& value) { return value; }
///   const goray::Any list(goray::Any::List{1, "two", 3.0});
///   std::string two = list.list().at(1).As<std::string>();
class Any {
 public:
  using List = std::vector<Any>;
  /// In the message's order.
  using Map = std::vector<std::pair<Any, Any>>;
  using Bytes = std::vector<std::byte>;
  /// A msgpack extension value, kept as it is; -1 is a timestamp.
  struct Ext {
    std::int8_t type = 0;
    Bytes data;
    bool operator==(const Ext&) const = default;
  };
  /// `uint64_t` only above the range of `int64_t`.
  using Variant = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double,
                               std::string, Bytes, List, Map, Ext, wire::ReferencePtr>;

  // Whatever touches the variant is compiled once, in the runtime: all that a recursive variant
  // instantiates would otherwise take seconds of each unit that includes this.

  /// Python's `None`.
  Any() noexcept;
  Any(const Any& other);
  Any(Any&& other) noexcept;
  Any& operator=(const Any& other);
  Any& operator=(Any&& other) noexcept;
  ~Any();
  // NOLINTBEGIN(google-explicit-constructor): a value is written as it is.
  Any(bool value);
  Any(std::integral auto value) : Any() {
    SetInteger(static_cast<std::uint64_t>(value), std::cmp_greater(value, INT64_MAX));
  }
  Any(std::floating_point auto value) : Any() { SetDouble(static_cast<double>(value)); }
  Any(std::string value);
  Any(std::string_view value);
  Any(const char* value);
  // NOLINTEND(google-explicit-constructor)
  explicit Any(Bytes value);
  explicit Any(List value);
  explicit Any(Map value);
  explicit Any(Ext value);
  /// An `ObjectRef` or actor handle: `As<ObjectRef<int>>()`.
  explicit Any(wire::ReferencePtr value);

  bool is_none() const { return std::holds_alternative<std::monostate>(value_); }
  const Variant& variant() const { return value_; }
  /// Throw `std::bad_variant_access` (in Python a TypeError) if it is something else.
  const List& list() const { return std::get<List>(value_); }
  const Map& map() const { return std::get<Map>(value_); }

  /// As the type a parameter would have. Throws TypeError, OverflowError or ValueError as for a
  /// parameter. Views are refused: they would not outlive the call.
  template <typename T>
  T As() const;

  friend bool operator==(const Any& a, const Any& b);

 private:
  // `bits`: of two's complement.
  void SetInteger(std::uint64_t bits, bool is_above_int64) noexcept;
  void SetDouble(double value) noexcept;

  Variant value_;
};

template <>
struct Codec<Any> {
  static Any Read(wire::Reader& reader);
  static void Write(wire::Writer& writer, const Any& value);
};

template <typename T>
T Any::As() const {
  static_assert(!wire::kIsView<T>,
                "a view would not outlive the call: take a type that owns its data");
  try {
    wire::Writer writer;
    Codec<Any>::Write(writer, *this);
    wire::Reader reader(writer.bytes(), &writer.references());
    return Codec<T>::Read(reader);
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "Any::As(): ");
  }
}

}  // namespace goray
