// SPDX-License-Identifier: Apache-2.0
#include "call/actor_base.h"

#include "base/errors.h"
#include "base/gc_members.h"

namespace gorayffi {
namespace {

PyTypeObject* type = nullptr;

ActorBaseObject& Self(PyObject* self) { return *reinterpret_cast<ActorBaseObject*>(self); }

PyObject* GetId(PyObject* self, void*) {
  if (Self(self).has_id) return PyLong_FromUnsignedLongLong(Self(self).id);
  PyErr_SetString(PyExc_AttributeError, "_goray_id");
  return nullptr;
}

int SetId(PyObject* self, PyObject* value, void*) {
  if (value == nullptr) {
    if (!Self(self).has_id) {
      PyErr_SetString(PyExc_AttributeError, "_goray_id");
      return -1;
    }
    Self(self).has_id = false;
    return 0;
  }
  const unsigned long long id = PyLong_AsUnsignedLongLong(value);
  if (PyErr_Occurred()) return -1;
  Self(self).id = id;
  Self(self).has_id = true;
  return 0;
}

PyGetSetDef attributes[] = {
    {"_goray_id", GetId, SetId, "The actor's id; absent where there is no actor.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {{Py_tp_getset, attributes}, {0, nullptr}};

PyType_Spec spec = {"gorayffi._native.ActorBase", sizeof(ActorBaseObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

void AddActorBaseType(nb::module_& module) {
  const nb::object made = nb::steal(PyType_FromSpec(&spec));
  if (!made) nb::raise_python_error();
  module.attr("ActorBase") = made;
  type = reinterpret_cast<PyTypeObject*>(made.inc_ref().ptr());  // for as long as the process lives
}

bool IsActorType(PyTypeObject* other) { return PyType_IsSubtype(other, type) != 0; }

}  // namespace gorayffi
