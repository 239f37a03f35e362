// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace gorayffi {

namespace nb = nanobind;

/// Attribute `name` of `module`, imported at the first use and kept in `cache` for ever. Needs the
/// GIL. `cache` is a static that starts as null, not one with an initialiser: an import may let
/// another thread run, which would wait for the initialiser while it holds the GIL.
nb::handle ImportOnce(PyObject*& cache, const char* module, const char* name);

/// Raises `exception_type(text)`; the text as `wire::BoundedMessage` makes it.
[[noreturn]] void Raise(PyObject* exception_type, std::string_view text);

/// Raises `gorayffi.errors.ProtocolError`: the other side does not keep to the protocol.
[[noreturn]] void RaiseProtocolError(const std::string& text);

/// Raises `gorayffi.errors.LibraryNotFoundError` or `LibraryError`.
[[noreturn]] void RaiseLibraryError(const std::string& path, const std::string& reason,
                                    bool missing);

/// Sets what a failed call of `name` says as Python's error, see `gorayffi.errors.raised_by`.
/// Does not throw it: that would cost as much as all the rest.
void SetFailure(long long code, std::span<const std::byte> data, const std::string& name);

}  // namespace gorayffi
