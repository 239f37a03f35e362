// SPDX-License-Identifier: Apache-2.0
#include "call/forward.h"

#include <structmember.h>

#include <cstddef>
#include <utility>

#include "base/gc_members.h"
#include "call/function.h"
#include "call/function_state.h"
#include "call/method.h"

namespace gorayffi {
namespace {

struct ForwardObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject* target;  // null until it is set
  PyObject* kept;    // the first Function or Method that was a target, for as long as this lives
};

PyObject* Vectorcall(PyObject* self, PyObject* const* args, std::size_t flags, PyObject* keywords) {
  PyObject* target = reinterpret_cast<ForwardObject*>(self)->target;
  if (target == nullptr)
    return PyErr_Format(PyExc_TypeError, "this %s has no target to call", Py_TYPE(self)->tp_name);
  Py_INCREF(target);  // the call may set another one
  PyObject* result = PyObject_Vectorcall(target, args, PyVectorcall_NARGS(flags), keywords);
  Py_DECREF(target);
  return result;
}

/// The same where the target is `kept`, a `gorayffi.Function`, which needs no reference of the call's own.
PyObject* CallFunction(PyObject* self, PyObject* const* args, std::size_t flags,
                       PyObject* keywords) {
  return CallAsTask(reinterpret_cast<ForwardObject*>(self)->kept, args, flags, keywords);
}

/// The same where that is a `gorayffi.Method`.
PyObject* CallMethod(PyObject* self, PyObject* const* args, std::size_t flags, PyObject* keywords) {
  PyObject* const method = reinterpret_cast<ForwardObject*>(self)->kept;
  return PyVectorcall_Function(method)(method, args, flags, keywords);
}

vectorcallfunc VectorcallFor(ForwardObject& forward, PyObject* target) {
  if (target == nullptr || (!IsFunction(target) && !IsMethod(target))) return Vectorcall;
  if (forward.kept == nullptr) forward.kept = Py_NewRef(target);
  if (forward.kept != target) return Vectorcall;
  return IsFunction(target) ? CallFunction : CallMethod;
}

PyObject* New(PyTypeObject* type, PyObject*, PyObject*) {
#if PY_VERSION_HEX < 0x030C0000
  // Python inherits the flag from 3.12 on. Without it a call makes a tuple and a dict first.
  if (type->tp_call == PyVectorcall_Call) type->tp_flags |= Py_TPFLAGS_HAVE_VECTORCALL;
#endif
  PyObject* self = type->tp_alloc(type, 0);
  if (self != nullptr) reinterpret_cast<ForwardObject*>(self)->vectorcall = Vectorcall;
  return self;
}

PyObject* GetTarget(PyObject* self, void*) {
  PyObject* const target = reinterpret_cast<ForwardObject*>(self)->target;
  if (target == nullptr) PyErr_SetString(PyExc_AttributeError, "_target");
  return Py_XNewRef(target);
}

int SetTarget(PyObject* self, PyObject* target, void*) {
  auto& forward = *reinterpret_cast<ForwardObject*>(self);
  forward.vectorcall = VectorcallFor(forward, target);
  PyObject* const before = std::exchange(forward.target, Py_XNewRef(target));
  Py_XDECREF(before);
  return 0;
}

using Gc = GcMembers<ForwardObject, &ForwardObject::target, &ForwardObject::kept>;

int Clear(PyObject* self) {
  reinterpret_cast<ForwardObject*>(self)->vectorcall = Vectorcall;
  return Gc::Clear(self);
}

PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(ForwardObject, vectorcall), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

PyGetSetDef attributes[] = {
    {"_target", GetTarget, SetTarget, "The callable that calls are passed on to.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(New)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(Gc::DeallocWith<Clear>)},
                       {Py_tp_traverse, reinterpret_cast<void*>(Gc::Traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(Clear)},
                       {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                       {Py_tp_members, members},
                       {Py_tp_getset, attributes},
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
