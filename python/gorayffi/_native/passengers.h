// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "buffer.h"

namespace gorayffi {

namespace nb = nanobind;

/// The ext type of a message's table and of what stands for a passenger;
/// docs/reference/protocol.md.
inline constexpr std::int8_t kPassengerExt = 80;

/// While it lives, `Pack` on this thread takes values that `knows`, if not None, is true for: the
/// bytes get an index, the values themselves are collected. Scopes nest. Needs the GIL.
class PassengerScope {
 public:
  explicit PassengerScope(nb::handle knows);
  PassengerScope(const PassengerScope&) = delete;
  PassengerScope& operator=(const PassengerScope&) = delete;
  ~PassengerScope();

  /// Null if the innermost scope of this thread takes none.
  static PassengerScope* Current();

  /// Whether `value` is one; then `index` is its place.
  bool Add(PyObject* value, std::uint32_t& index);
  bool empty() const { return !list_; }
  const nb::object& list() const { return list_; }

 private:
  nb::handle knows_;
  nb::object list_;
  PassengerScope* outer_;
};

/// Puts a table of `entries` in front of the values that start at `offset`.
void InsertTable(Buffer& out, std::size_t offset, std::string_view entries);

/// The entries of a message's table, taken off its front; none leaves `message` as it is.
std::string_view TakeTable(std::string_view& message);

}  // namespace gorayffi
