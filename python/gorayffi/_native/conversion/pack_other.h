// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "conversion/pack.h"

namespace gorayffi {

namespace nb = nanobind;

/// One walk over a value; private to `Pack`. Python's own types are in pack.cpp, arrays in
/// pack_array.cpp, objects with fields in pack_fields.cpp, all others in pack_other.cpp.
class ValuePacker {
 public:
  ValuePacker(wire::Writer& out, ReferenceTable& references) : out_(out), references_(references) {}
  void Value(PyObject* value);

 private:
  class Level {
   public:
    explicit Level(int& depth) : depth_(depth) {
      if (depth_ >= limits::kDepth) {
        throw PackError{PyExc_ValueError, "nested deeper than " + std::to_string(limits::kDepth) +
                                              " levels, or inside itself"};
      }
      ++depth_;
    }
    Level(const Level&) = delete;
    ~Level() { --depth_; }

   private:
    int& depth_;
  };

  class ArrayView;
  void Dimension(const ArrayView& array, int dimension, const char* first);
  void WriteArray(const Py_buffer& view, const char* first);
  /// An index of the table.
  void WriteIndex(std::uint32_t index);

  static std::size_t Length(Py_ssize_t length, const char* what);
  void Int(PyObject* value);
  void Float(double value);
  void Str(PyObject* value);
  void Bin(std::string_view data);
  void Ext(std::int8_t code, std::span<const std::byte> data);
  void Array(PyObject* list_or_tuple);
  void Map(PyObject* dict);

  void Other(PyObject* value);
  bool Subclass(PyObject* value);
  bool Extension(PyObject* value);
  void ExtensionPair(PyObject* pair);
  bool Bytes(PyObject* value);
  /// An array of numbers, numpy's or array.array's: lists in lists, whatever its order and gaps.
  bool Numbers(PyObject* value);
  /// What has Arrow's PyCapsules.
  bool Table(PyObject* value);
  bool Number(PyObject* value);
  void Complex(std::complex<double> value);
  void Complex(PyObject* value);
  bool Path(PyObject* value);
  bool Time(PyObject* value);
  bool Collection(PyObject* value);
  /// A dataclass's instance or another object whose class lists its fields: a map of them.
  bool Object(PyObject* value);
  void Attributes(PyObject* value, PyObject* names);
  bool Reference(PyObject* value);

  wire::Writer& out_;
  ReferenceTable& references_;
  int depth_ = 0;
  nb::object fields_type_;  // the class that `Object` met last; lists have objects of one class
  nb::object fields_;
};

}  // namespace gorayffi
