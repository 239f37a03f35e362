// SPDX-License-Identifier: Apache-2.0
#include "conversion/kept_bytes.h"

#include <utility>

namespace gorayffi {
namespace {

struct KeptBytesObject {
  PyObject_HEAD PyObject* library;
  GoraySlot bytes;
  void* owner;
  void (*release)(void* owner);
};

PyTypeObject* kept_bytes_type = nullptr;

KeptBytesObject& Self(PyObject* self) { return *reinterpret_cast<KeptBytesObject*>(self); }

void Dealloc(PyObject* self) {
  PyTypeObject* const type = Py_TYPE(self);
  if (Self(self).owner != nullptr) Self(self).release(Self(self).owner);
  Py_XDECREF(Self(self).library);
  type->tp_free(self);
  Py_DECREF(type);
}

int GetBuffer(PyObject* self, Py_buffer* view, int flags) {
  const GoraySlot& bytes = Self(self).bytes;
  return PyBuffer_FillInfo(view, self, const_cast<void*>(bytes.data),
                           static_cast<Py_ssize_t>(bytes.size), 1, flags);
}

PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
                       {Py_bf_getbuffer, reinterpret_cast<void*>(GetBuffer)},
                       {0, nullptr}};

PyType_Spec spec = {"gorayffi._native.KeptBytes", sizeof(KeptBytesObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};

}  // namespace

void AddKeptBytesType(nb::module_& module) {
  nb::object type = nb::steal(PyType_FromSpec(&spec));
  if (!type) nb::raise_python_error();
  kept_bytes_type = reinterpret_cast<PyTypeObject*>(type.ptr());
  module.attr("KeptBytes") = type;
}

nb::object KeptBytes(nb::handle library, GorayResult& result) {
  nb::object kept = nb::steal(kept_bytes_type->tp_alloc(kept_bytes_type, 0));
  if (!kept) nb::raise_python_error();
  KeptBytesObject& self = Self(kept.ptr());
  self.library = Py_NewRef(library.ptr());
  self.bytes = result.value;
  self.release = result.release;
  nb::object view = nb::steal(PyMemoryView_FromObject(kept.ptr()));
  if (!view) nb::raise_python_error();
  self.owner = std::exchange(result.owner, nullptr);
  return view;
}

}  // namespace gorayffi
