// SPDX-License-Identifier: Apache-2.0
#include "call/forward.h"

#include <structmember.h>

#include <cstddef>

#include "base/gc_members.h"

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

using Gc = GcMembers<ForwardObject, &ForwardObject::target>;

PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(ForwardObject, vectorcall), READONLY, nullptr},
    {"_target", T_OBJECT_EX, offsetof(ForwardObject, target), 0, "What a call calls."},
    {nullptr, 0, 0, 0, nullptr}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(New)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(Gc::Dealloc)},
                       {Py_tp_traverse, reinterpret_cast<void*>(Gc::Traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(Gc::Clear)},
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
