// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/wire/array.h>
#include <nanobind/nanobind.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "library/tables.h"

namespace gorayffi {

namespace nb = nanobind;
namespace wire = goray::wire;

using Dtype = char[sizeof(GorayArray::dtype)];

/// Whether the buffer's items are numbers, whose type is then in `dtype`, as numpy's array interface spells it.
bool DtypeOf(const Py_buffer& view, Dtype& dtype);
/// Whether it says itself that it is an array of what are no numbers of C++'s, as times: the name of their type, and its shape.
bool NameOf(PyObject* value, Dtype& dtype, std::vector<std::int64_t>& shape);
/// Whether it is numpy's masked array, whose buffer tells nothing of the mask.
bool IsMasked(PyObject* value);
/// numpy's view of a value that has no buffer, but DLPack on the CPU, or `__array__`; null for others. Raises TypeError
/// if it refuses.
nb::object ArrayOf(PyObject* value);

/// Adds the type of what arrays in a library's memory are of to the module.
void AddKeptArrayType(nb::module_& module);
/// The array in `result`, which has an owner, as numpy's, in the library's memory. It is released with the last view;
/// `library` lives so long. Raises ImportError without numpy, or MemoryError, and leaves it to the library then.
nb::object KeptArray(nb::handle library, GorayResult& result);
/// The same of an array beside a message, which it takes over. Raises ProtocolError for one of no numbers.
nb::object ArrayIn(KeptArrayMemory& memory);

/// A value's array that a library may keep: it has the buffer for the time of a scope, or until it is given away.
class LentArray {
 public:
  /// Raises what the value's buffer raises, TypeError for one of no numbers.
  explicit LentArray(PyObject* value);
  LentArray(const LentArray&) = delete;
  LentArray& operator=(const LentArray&) = delete;
  ~LentArray();

  const GorayHeldArray& held() const { return held_; }
  /// The library calls `release` from now on.
  void GiveAway() { static_cast<void>(buffer_.release()); }

 private:
  std::unique_ptr<Py_buffer> buffer_;
  GorayHeldArray held_{};
};

/// The array of a message as numpy's own.
nb::object CopiedArray(const wire::EncodedArray& array);

}  // namespace gorayffi
