// SPDX-License-Identifier: Apache-2.0
// References between a table's entries and Python's values: arrays here, all others by the hooks of the library.
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <span>

#include "library/library.h"

namespace gorayffi {

namespace nb = nanobind;

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
/// Whether one of them is.
bool HasSharedArray(const nb::list& values);

}  // namespace gorayffi
