// SPDX-License-Identifier: Apache-2.0
#include "forward.h"

#include <structmember.h>

#include <cstddef>

namespace gorayffi {
namespace {

struct ForwardObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject* target;  // null until it is set
};

PyObject* Vectorcall(PyObject* self, PyObject* const* args, std::size_t flags, PyObject* keywords) {
  PyObject* target = reinterpret_cast<ForwardObject*>(self)->target;
  if (target == nullptr)
    return PyErr_Format(PyExc_TypeError, "a %s without a target", Py_TYPE(self)->tp_name);
  Py_INCREF(target);  // the call may set another one
  PyObject* result = PyObject_Vectorcall(target, args, PyVectorcall_NARGS(flags), keywords);
  Py_DECREF(target);
  return result;
}

PyObject* New(PyTypeObject* type, PyObject*, PyObject*) {
  PyObject* self = type->tp_alloc(type, 0);
  if (self != nullptr) reinterpret_cast<ForwardObject*>(self)->vectorcall = Vectorcall;
  return self;
}

int Traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(reinterpret_cast<ForwardObject*>(self)->target);
  return 0;
}

int Clear(PyObject* self) {
  Py_CLEAR(reinterpret_cast<ForwardObject*>(self)->target);
  return 0;
}

void Dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Clear(self);
  type->tp_free(self);
  Py_DECREF(type);
}

PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(ForwardObject, vectorcall), READONLY, nullptr},
    {"_target", T_OBJECT_EX, offsetof(ForwardObject, target), 0, "What a call calls."},
    {nullptr, 0, 0, 0, nullptr}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(New)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
                       {Py_tp_traverse, reinterpret_cast<void*>(Traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(Clear)},
                       {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                       {Py_tp_members, members},
                       {0, nullptr}};

PyType_Spec spec = {
    "gorayffi._native.Forward", sizeof(ForwardObject), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL,
    slots};

}  // namespace

void AddForwardType(nb::module_& module) {
  module.attr("Forward") = nb::steal(PyType_FromSpec(&spec));
}

}  // namespace gorayffi
