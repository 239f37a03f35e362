// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

namespace gorayffi {

namespace nb = nanobind;

/// The slots by which the garbage collector knows a heap type of plain C layout: `kMembers` are its
/// objects' references, which may be null.
template <typename Object, PyObject* Object::*... kMembers>
struct GcMembers {
  static int Traverse(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    int result = 0;
    // The first that is not 0 ends it.
    static_cast<void>((((result = Visit(Self(self).*kMembers, visit, arg)) != 0) || ...));
    return result;
  }

  static int Clear(PyObject* self) {
    (ClearOne(Self(self).*kMembers), ...);
    return 0;
  }

  static void Dealloc(PyObject* self) { DeallocWith<Clear>(self); }

  /// A `tp_dealloc` that lets go of what `kClearAll` does.
  template <int (*kClearAll)(PyObject*)>
  static void DeallocWith(PyObject* self) {
    PyTypeObject* type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    kClearAll(self);
    type->tp_free(self);
    Py_DECREF(type);
  }

 private:
  static Object& Self(PyObject* self) { return *reinterpret_cast<Object*>(self); }
  static int Visit(PyObject* member, visitproc visit, void* arg) {
    Py_VISIT(member);
    return 0;
  }
  static void ClearOne(PyObject*& member) { Py_CLEAR(member); }
};

}  // namespace gorayffi
