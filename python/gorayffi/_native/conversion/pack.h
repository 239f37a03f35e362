// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/error.h>
#include <goray/wire/limits.h>
#include <goray/wire/writer.h>
#include <nanobind/nanobind.h>

#include <string>

#include "conversion/references.h"

namespace gorayffi {

namespace limits = goray::limits;

/// A value that msgpack cannot say. `path` leads to it inside the argument: `['price'][3]`.
struct PackError {
  PyObject* type;  // a builtin exception class, borrowed
  std::string text;
  wire::ValuePath path = {};
};

/// Appends `value` as one msgpack value. What a failed call appended stays in `out`. Needs the GIL.
///
///   None, bool, int, float, str           nil, bool, int, float 64, str
///   bytes, bytearray, memoryview          bin; so any other buffer of single bytes
///   `os.PathLike` of str                  str
///   timedelta                             float 64, of seconds
///   datetime with a time zone             ext -1, a timestamp
///   complex                               array of the real and the imaginary part
///   list, tuple, Sequence, Set            array
///   dict, Mapping                         map
///   what has Arrow's PyCapsules           ext 82, for those who declared `arrow`
///   an object whose class lists its fields  map: of a dataclass, attrs, msgspec or pydantic,
///                                         and a SimpleNamespace
///   numpy scalars, `__index__`, `__float__`  the number
///   gorayffi.ExtType, gorayffi.Timestamp  ext
///   a reference, see `references`        ext, its index
///
/// A subclass counts as its base, so an `IntEnum` is an int. Throws `PackError` for a value outside
/// of this table (TypeError), an int outside of -2^63 .. 2^64-1 (OverflowError), more than
/// `limits::kDepth` levels, text that is not UTF-8, 2^32 elements or an `ExtType` of a reserved code
/// (ValueError); `nb::python_error` for what the value's own code raises, as it is.
void Pack(wire::Writer& out, PyObject* value, ReferenceTable& references);

}  // namespace gorayffi
