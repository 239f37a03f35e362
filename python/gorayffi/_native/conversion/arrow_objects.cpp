// SPDX-License-Identifier: Apache-2.0
// Arrow's PyCapsules; source: https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html
#include "conversion/arrow_objects.h"

#include <goray/abi/arrow_c_data.h>

#include <memory>
#include <string>

#include "base/errors.h"
#include "base/gil.h"
#include "base/text.h"

namespace gorayffi {
namespace {

constexpr const char* kArray = "__arrow_c_array__";
constexpr const char* kStream = "__arrow_c_stream__";

template <typename Struct>
constexpr const char* kName = "";
template <>
constexpr const char* kName<ArrowSchema> = "arrow_schema";
template <>
constexpr const char* kName<ArrowArray> = "arrow_array";
template <>
constexpr const char* kName<ArrowArrayStream> = "arrow_array_stream";

/// An attribute of the type, as Python looks up special methods.
bool HasMethod(PyObject* value, const char* name) {
  return PyObject_HasAttrString(nb::handle(value).type().ptr(), name) != 0;
}

template <typename Struct>
Struct* PointerOf(nb::handle capsule, PyObject* value, const char* method) {
  if (PyCapsule_IsValid(capsule.ptr(), kName<Struct>) == 0)
    Raise(PyExc_TypeError, TypeName(value) + " gave no capsule of Arrow's by " + method + "()");
  return static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), kName<Struct>));
}

/// A capsule that takes the struct over.
template <typename Struct>
nb::object Capsule(Struct& from) {
  auto moved = std::make_unique<Struct>(from);
  const auto destroy = [](PyObject* capsule) {
    const std::unique_ptr<Struct> owned(
        static_cast<Struct*>(PyCapsule_GetPointer(capsule, kName<Struct>)));
    wire::ReleaseArrow(*owned);
  };
  nb::object capsule = nb::steal(PyCapsule_New(moved.get(), kName<Struct>, destroy));
  if (!capsule) nb::raise_python_error();
  from.release = nullptr;
  static_cast<void>(moved.release());
  return capsule;
}

}  // namespace

bool HasArrow(PyObject* value) {
  return !PyType_Check(value) && (HasMethod(value, kArray) || HasMethod(value, kStream));
}

ArrowObject ArrowOf(PyObject* value) {
  if (!HasMethod(value, kArray)) {
    nb::object capsule = nb::handle(value).attr(kStream)();
    auto* const stream = PointerOf<ArrowArrayStream>(capsule, value, kStream);
    return {{stream, nullptr, nullptr}, std::move(capsule)};
  }
  nb::object pair = nb::handle(value).attr(kArray)();
  if (!PyTuple_Check(pair.ptr()) || PyTuple_GET_SIZE(pair.ptr()) != 2)
    Raise(PyExc_TypeError, TypeName(value) + " gave no two capsules by " + kArray + "()");
  auto* const schema = PointerOf<ArrowSchema>(PyTuple_GET_ITEM(pair.ptr(), 0), value, kArray);
  auto* const array = PointerOf<ArrowArray>(PyTuple_GET_ITEM(pair.ptr(), 1), value, kArray);
  return {{nullptr, schema, array}, std::move(pair)};
}

nb::object BatchOfColumns(PyObject* mapping) {
  static PyObject* cache = nullptr;
  return ImportOnce(cache, "gorayffi.arrow", "batch_of_columns")(nb::handle(mapping));
}

nb::object TableOf(const GorayTable& table) {
  static PyObject* batch = nullptr;
  static PyObject* whole = nullptr;
  if (table.stream != nullptr)
    return ImportOnce(whole, "gorayffi.arrow", "table")(Capsule(*table.stream));
  return ImportOnce(batch, "gorayffi.arrow", "record_batch")(Capsule(*table.schema),
                                                             Capsule(*table.array));
}

nb::object TableOf(const wire::ArrowBatches& batches) {
  ArrowSchema schema{};
  ArrowArray array{};
  ArrowArrayStream stream{};
  GorayTable table{nullptr, &schema, &array};
  if (batches.is_table) {
    wire::StreamArrow(batches, &stream);
    table = {&stream, nullptr, nullptr};
  } else {
    wire::ShareArrow(batches.schema, &schema);
    try {
      wire::ShareArrow(batches.batches.front(), &array);
    } catch (...) {
      wire::ReleaseArrow(schema);
      throw;
    }
  }
  try {
    return TableOf(table);
  } catch (...) {
    wire::ReleaseArrow(schema);
    wire::ReleaseArrow(array);
    wire::ReleaseArrow(stream);
    throw;
  }
}

wire::ArrowBatches BatchesOf(const ArrowObject& object) {
  const GorayTable& table = object.table;
  if (table.stream != nullptr) {
    const GilRelease released;  // what it waits for may need the GIL
    return wire::DrainArrow(*table.stream);
  }
  wire::ArrowBatches read{false, wire::AdoptArrow(*table.schema), {}};
  read.batches.push_back(wire::AdoptArrow(*table.array));
  wire::CheckArrowBatch(*read.schema, *read.batches.front());
  return read;
}

}  // namespace gorayffi
