// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>
#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gorayffi {

namespace nb = nanobind;
namespace wire = goray::wire;

class Library;

/// The references among the values that are being packed, and which values may be references at
/// all. The values belong to one or more parts of a message (the arguments, then each resolved
/// argument), each of which counts its indexes from 0. Needs the GIL.
class ReferenceTable {
 public:
  /// Of a message for nobody in particular: it has no references, and the ext code 80 is the
  /// application's own.
  ReferenceTable() = default;
  /// What `is_reference`, a Python function or null, is true for is a reference; the code 80 is reserved. `arrays`: who
  /// reads the message knows them; `shared_arrays`: also beside it.
  ReferenceTable(nb::object is_reference, bool arrays, bool shared_arrays);
  /// Of a call of `library`. A reference for one that takes none is refused.
  explicit ReferenceTable(const Library& library);

  /// From now on references belong to the next part.
  void StartPart();
  /// Whether `value` is a reference; then `index` is its place in its part. Throws `PackError`.
  bool Add(PyObject* value, std::uint32_t& index);
  /// The place of an array, which travels beside the message, in its part.
  std::uint32_t AddArray(PyObject* value);
  /// References of a part that is packed already. Raises TypeError if the library takes none.
  void AddAll(const nb::list& references);

  bool empty() const { return owners_.empty(); }
  bool reserves_ext() const { return reserves_ext_; }
  /// Whether who reads the message knows arrays; to others they are lists.
  bool takes_arrays() const { return takes_arrays_; }
  /// Whether large ones may travel beside the message.
  bool shares_arrays() const { return shares_arrays_; }
  /// From now on all are in the message, where there is no table.
  void ShareNoArrays() { shares_arrays_ = false; }
  /// Whether it knows tables of Arrow's.
  bool takes_arrow() const { return takes_arrow_; }
  /// A new list if there are none.
  nb::list references() const;

  /// Makes the library the owner of the references, of which the table has none then, and appends
  /// the unit that tells it so. It is the last step before the library is entered: what fails
  /// afterwards would leave them held for ever. Raises what `ExportEntries` raises.
  void Export(const Library& library, wire::Buffer& request);

 private:
  nb::object Asked(PyObject* value) const;
  std::uint32_t Append(PyObject* value);

  nb::object is_reference_;            // null: nothing is a reference
  const Library* refusing_ = nullptr;  // takes no references
  bool reserves_ext_ = false;
  bool takes_arrays_ = false;
  bool shares_arrays_ = false;
  bool takes_arrow_ = true;            // there is no other form of a table
  nb::object list_;                    // null while there are none
  std::vector<std::uint32_t> owners_;  // the part of each
  std::uint32_t part_ = 0;
  std::uint32_t first_of_part_ = 0;  // where its references start in `list_`
};

// References between a table's entries and Python's values: arrays here, all others by the hooks of the library.

/// What the entries stand for, which the library gave away: a list. Raises what `ReferenceHooks.adopt` raises, ProtocolError
/// for an array that is not there, and ImportError without numpy; the library owns none of them then either.
nb::list AdoptEntries(const Library& library, std::span<const std::byte> entries);
/// What the entries stand for, which are lent. Raises as `AdoptEntries` does.
nb::list BorrowEntries(const Library& library, std::span<const std::byte> entries);
/// Entries by which the library becomes an owner of the values. Raises what `ReferenceHooks.export` raises; the library owns
/// none of them then.
nb::bytes ExportEntries(const Library& library, const nb::list& values);

/// Whether a value of a message's table is an array, and no reference of the hooks.
inline bool IsSharedArray(PyObject* value) { return PyObject_CheckBuffer(value) != 0; }
/// How many of them are.
std::size_t CountSharedArrays(const nb::list& values);

}  // namespace gorayffi
