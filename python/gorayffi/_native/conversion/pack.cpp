// SPDX-License-Identifier: Apache-2.0
#include "conversion/pack.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "base/text.h"
#include "conversion/pack_other.h"

namespace gorayffi {
namespace {

/// How many of the items are floats before one that is none.
std::size_t CountFloats(PyObject* const* items, Py_ssize_t size) {
  return static_cast<std::size_t>(
      std::find_if_not(items, items + size,
                       [](PyObject* item) { return PyFloat_CheckExact(item); }) -
      items);
}

}  // namespace

std::size_t ValuePacker::Length(Py_ssize_t length, const char* what) {
  if (static_cast<std::size_t>(length) > limits::kLength) {
    throw PackError{PyExc_ValueError,
                    "a " + std::string(what) + " of " + std::to_string(length) +
                        " is too long: msgpack ends at 2**32 - 1; pass it in parts"};
  }
  return static_cast<std::size_t>(length);
}

void ValuePacker::Int(PyObject* value) {
  int overflow = 0;
  const long long small = PyLong_AsLongLongAndOverflow(value, &overflow);
  if (overflow == 0) {
    out_.WriteSigned(small);
    return;
  }
  if (overflow > 0) {
    const unsigned long long large = PyLong_AsUnsignedLongLong(value);
    if (!PyErr_Occurred()) {
      out_.WriteUnsigned(large);
      return;
    }
    PyErr_Clear();
  }
  throw PackError{PyExc_OverflowError,
                  "an int must be between -2**63 and 2**64 - 1; for a float pass float() of it"};
}

void ValuePacker::Float(double value) { out_.WriteDouble(value); }

void ValuePacker::Complex(std::complex<double> value) {
  out_.WriteArray(2);
  Float(value.real());
  Float(value.imag());
}

void ValuePacker::Str(PyObject* value) {
  const auto text = ViewUtf8(value);
  if (!text) {
    throw PackError{PyExc_ValueError, "a str with a lone surrogate has no UTF-8 form; pass bytes"};
  }
  Length(static_cast<Py_ssize_t>(text->size()), "str");
  out_.WriteUtf8(*text);
}

void ValuePacker::Bin(std::string_view data) {
  Length(static_cast<Py_ssize_t>(data.size()), "bytes");
  out_.WriteBytes(std::as_bytes(std::span(data)));
}

void ValuePacker::Ext(std::int8_t code, std::span<const std::byte> data) {
  Length(static_cast<Py_ssize_t>(data.size()), "ExtType");
  out_.WriteExt(code, data);
}

// `PySequence_Fast` items are held one by one, and the length checked each time: an element's own
// code may change the list. A list that shrank would leave too few elements after the header, hence
// the error.
void ValuePacker::Array(PyObject* list) {
  const Level level(depth_);
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(list);
  out_.WriteArray(Length(size, "list"));
  Py_ssize_t i = 0;
  try {
    for (; i < size; ++i) {
      if (PySequence_Fast_GET_SIZE(list) != size) {
        throw PackError{PyExc_RuntimeError, "the list changed its size while it was sent"};
      }
      PyObject** const items = PySequence_Fast_ITEMS(list) + i;
      if (const std::size_t floats = CountFloats(items, size - i); floats > 0) {
        out_.WriteDoubles(floats, [&](std::size_t at) { return PyFloat_AS_DOUBLE(items[at]); });
        i += static_cast<Py_ssize_t>(floats) - 1;
        continue;
      }
      const nb::object item = nb::borrow(*items);
      Value(item.ptr());
    }
  } catch (PackError& error) {
    error.path.AddIndex(static_cast<std::size_t>(i));
    throw;
  }
}

void ValuePacker::Map(PyObject* dict) {
  const Level level(depth_);
  const Py_ssize_t size = PyDict_GET_SIZE(dict);
  out_.WriteMap(Length(size, "dict"));
  Py_ssize_t position = 0;
  Py_ssize_t count = 0;
  PyObject* borrowed_key = nullptr;
  PyObject* borrowed_item = nullptr;
  nb::object key;
  try {
    while (PyDict_Next(dict, &position, &borrowed_key, &borrowed_item)) {
      key = nb::borrow(borrowed_key);
      const nb::object item = nb::borrow(borrowed_item);
      ++count;
      Value(key.ptr());
      Value(item.ptr());
      if (PyDict_GET_SIZE(dict) != size) break;
    }
  } catch (PackError& error) {
    error.path.AddKey(ShownValue(key));
    throw;
  }
  if (count != size || PyDict_GET_SIZE(dict) != size) {
    throw PackError{PyExc_RuntimeError, "the dict changed its size while it was sent"};
  }
}

void ValuePacker::Value(PyObject* value) {
  PyTypeObject* type = Py_TYPE(value);
  if (type == &PyLong_Type) {
    Int(value);
  } else if (type == &PyFloat_Type) {
    Float(PyFloat_AS_DOUBLE(value));
  } else if (type == &PyUnicode_Type) {
    Str(value);
  } else if (type == &PyBytes_Type) {
    Bin(ViewBytes(value));
  } else if (type == &PyBool_Type) {
    out_.WriteBool(value == Py_True);
  } else if (value == Py_None) {
    out_.WriteNil();
  } else if (type == &PyList_Type || type == &PyTuple_Type) {
    Array(value);
  } else if (type == &PyDict_Type) {
    Map(value);
  } else {
    Other(value);
  }
}

void Pack(wire::Writer& out, PyObject* value, ReferenceTable& references) {
  ValuePacker(out, references).Value(value);
}

}  // namespace gorayffi
