// SPDX-License-Identifier: Apache-2.0
// Python calls a library.
//
//   Function, Method -- ChooseCall (call_slots.h): the library's call table, if that can be
//       | else PackArguments (bind_arguments.h)    Library.call_encoded, call_message: packed before
//       v                                            | CallEncoded, CallMessage
//   Units: the request ------------- CallLibrary ----+--> ReferenceTable::Export
//                                                                 |
//                                                             Response: Execute, without the GIL
//                                                                 |
//   result <--UnpackResult-- values <--ResultOf-------------------+--> SetFailure: Python's error
//
// Forward (forward.h) is the base of classes whose call is that of another object.
#pragma once

#include <goray/wire/buffer.h>
#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "conversion/references.h"
#include "library/library.h"
#include "library/response.h"

namespace gorayffi {

namespace wire = goray::wire;

/// A request's first two units, the second left open: name, then arguments as they are packed; or
/// the second alone.
class Units {
 public:
  explicit Units(wire::Buffer& out);
  Units(wire::Buffer& out, std::string_view name);
  /// Ends the unit that is open.
  void Close();
  /// Begins the unit of an argument that another task made; its value is appended next.
  void Open(long long position);

 private:
  wire::Buffer& out_;
  std::size_t start_;  // of the open unit, at its length
};

/// What a response says: values, and what the indexes in them mean.
struct Result {
  std::span<const std::byte> values;  // or the text of a failure
  nb::object references;              // a list, or None
  long long code;                     // 0..5
};

/// Of the bytes and the code that a library answered with. The references are Python's from now
/// on. Raises ProtocolError.
Result ResultOf(const Library& library, std::span<const std::byte> bytes, long long code,
                const std::string& name);

/// The value of the same. What the library reports is set as Python's error, and a null object
/// returned.
nb::object ObjectOf(const Library& library, std::span<const std::byte> bytes, long long code,
                    const std::string& name);

/// Hands the references over, enters the library and gives the call's result: an actor's id for
/// `kNewActor`, else the returned values. Raises; what the library reports is set as Python's
/// error, and a null object returned.
nb::object CallLibrary(const Library& library, long long command, unsigned long long index,
                       wire::Buffer& request, ReferenceTable& references, const std::string& name,
                       bool hold_gil = false);

/// Raises ValueError unless there is a position for each resolved value.
void CheckPositions(const std::string& name, const nb::sequence& positions,
                    const nb::sequence& resolved);

/// An int. Raises TypeError or OverflowError for others.
long long PositionOf(const nb::object& position);

/// A command that calls something by name. Raises ValueError for others.
long long CallCommand(const nb::int_& command);

}  // namespace gorayffi
