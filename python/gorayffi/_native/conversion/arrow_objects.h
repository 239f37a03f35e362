// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/wire/arrow.h>
#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;
namespace wire = goray::wire;

/// A table of Python's: the structs of its PyCapsules, which whoever takes them over moves out.
struct ArrowObject {
  GorayTable table;
  nb::object capsules;  ///< They own what was not taken over.
};

/// Whether the value has Arrow's PyCapsules: a batch or table of pyarrow, a frame of polars or pandas, ...
bool HasArrow(PyObject* value);
/// Of a value that has them. Raises what it raises, and TypeError if it gives something else.
ArrowObject ArrowOf(PyObject* value);
/// pyarrow's batch of a mapping from names to columns. Raises TypeError if pyarrow refuses it, or is missing.
nb::object BatchOfColumns(PyObject* mapping);

/// pyarrow's batch or table, which takes the structs over. Raises ImportError without pyarrow.
nb::object TableOf(const GorayTable& table);
/// The table of a message.
nb::object TableOf(const wire::ArrowBatches& batches);

/// Its batches. Throws wire::CodecError for what is no table.
wire::ArrowBatches BatchesOf(const ArrowObject& object);

}  // namespace gorayffi
