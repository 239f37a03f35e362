// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/errors.h"
#include "base/text.h"
#include "conversion/pack_other.h"

namespace gorayffi {
namespace {

/// Whether the class lists the fields of its objects, as gorayffi/fields.py reads them. Most values
/// of other types are numbers of numpy, so this asks the cache of the type's attributes alone.
bool ListsFields(PyTypeObject* type) {
  static const std::array<PyObject*, 4> lists = {
      PyUnicode_InternFromString("__dataclass_fields__"),
      PyUnicode_InternFromString("__attrs_attrs__"),
      PyUnicode_InternFromString("__struct_fields__"),
      PyUnicode_InternFromString("__pydantic_fields__"),
  };
  static PyObject* space = nullptr;
  return std::ranges::any_of(
             lists, [&](PyObject* name) { return _PyType_Lookup(type, name) != nullptr; }) ||
         nb::handle(reinterpret_cast<PyObject*>(type))
             .is(ImportOnce(space, "types", "SimpleNamespace"));
}

}  // namespace

bool ValuePacker::Object(PyObject* value) {
  PyTypeObject* const type = Py_TYPE(value);
  const nb::handle type_object(reinterpret_cast<PyObject*>(type));
  if (!type_object.is(fields_type_)) {
    if (!ListsFields(type)) return false;
    static PyObject* fields_of = nullptr;
    fields_ = nb::handle(ImportOnce(fields_of, "gorayffi.fields", "fields_of"))(type_object);
    fields_type_ = nb::borrow(type_object);
  }
  const nb::object fields = fields_;  // an object in one of the fields may be of another class
  if (PyTuple_Check(fields.ptr())) {
    Attributes(value, fields.ptr());
  } else {
    const nb::object dict = fields(nb::handle(value));
    Map(dict.ptr());
  }
  return true;
}

void ValuePacker::Attributes(PyObject* value, PyObject* names) {
  const Level level(depth_);
  const Py_ssize_t size = PyTuple_GET_SIZE(names);
  out_.WriteMap(Length(size, "dict"));
  for (Py_ssize_t i = 0; i < size; ++i) {
    PyObject* const entry = PyTuple_GET_ITEM(names, i);
    const bool is_pair = PyTuple_Check(entry);
    PyObject* const attribute = is_pair ? PyTuple_GET_ITEM(entry, 0) : entry;
    PyObject* const name = is_pair ? PyTuple_GET_ITEM(entry, 1) : entry;
    try {
      Str(name);
      const nb::object item = nb::steal(PyObject_GetAttr(value, attribute));
      if (!item) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError)) nb::raise_python_error();
        PyErr_Clear();
        throw PackError{PyExc_TypeError, "this field of " + TypeName(value) + " has no value"};
      }
      Value(item.ptr());
    } catch (PackError& error) {
      error.path.AddField(ShownStr(name));
      throw;
    }
  }
}

}  // namespace gorayffi
