// SPDX-License-Identifier: Apache-2.0
#include "call/method.h"

#include <structmember.h>

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/errors.h"
#include "base/gc_members.h"
#include "call/actor_base.h"
#include "call/call.h"
#include "call/function_state.h"

namespace gorayffi {
namespace {

struct MethodObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyObject* function;  // a gorayffi.Function
  PyObject* wrapped;   // the `def` with signature and docstring
};

MethodObject& Self(PyObject* self) { return *reinterpret_cast<MethodObject*>(self); }

PyObject* Vectorcall(PyObject* self, PyObject* const* args, std::size_t flags, PyObject* keywords) {
  return TranslateExceptions([&] {
    const FunctionState& state = StateOf(Self(self).function);
    const Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (count < 1)
      Raise(PyExc_TypeError, state.signature.name + "() is a method and needs its actor");
    const std::optional<std::uint64_t> id = ActorIdOf(args[0]);
    if (!id) {
      Raise(PyExc_RuntimeError, std::string(Py_TYPE(args[0])->tp_name) +
                                    ": its C++ object was not made, or is closed already");
    }
    return CallFunction(state, *id, {args + 1, static_cast<std::size_t>(count - 1), keywords});
  });
}

PyObject* Get(PyObject* self, PyObject* instance, PyObject*) {
  return instance == nullptr ? Py_NewRef(self) : PyMethod_New(self, instance);
}

PyObject* New(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  static const char* const names[] = {"function", "wrapped", nullptr};
  static PyObject* function_type = nullptr;
  PyObject *function = nullptr, *wrapped = nullptr;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO:Method", const_cast<char**>(names),
                                   &function, &wrapped)) {
    return nullptr;
  }
  return TranslateExceptions([&] {
    const nb::handle expected = ImportOnce(function_type, "gorayffi._native", "Function");
    if (!nb::handle(function).type().is(expected) ||
        StateOf(function).command != kActorMethodCall) {
      Raise(PyExc_TypeError, "a Method needs a Function of the command 6");
    }
    nb::object self = nb::steal(type->tp_alloc(type, 0));
    if (!self) nb::raise_python_error();
    MethodObject& method = Self(self.ptr());
    method.vectorcall = Vectorcall;
    method.function = Py_NewRef(function);
    method.wrapped = Py_NewRef(wrapped);
    return self;
  });
}

using Gc = GcMembers<MethodObject, &MethodObject::function, &MethodObject::wrapped>;

/// An attribute of the `def`: name, docstring, module, ...
PyObject* OfWrapped(PyObject* self, void* attribute) {
  return PyObject_GetAttrString(Self(self).wrapped, static_cast<const char*>(attribute));
}

PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(MethodObject, vectorcall), READONLY, nullptr},
    {"__wrapped__", T_OBJECT, offsetof(MethodObject, wrapped), READONLY,
     "The function that has the name, signature and docstring."},
    {nullptr, 0, 0, 0, nullptr}};

char name[] = "__name__", qualified_name[] = "__qualname__", docstring[] = "__doc__",
     module[] = "__module__";
PyGetSetDef attributes[] = {{name, OfWrapped, nullptr, nullptr, name},
                            {qualified_name, OfWrapped, nullptr, nullptr, qualified_name},
                            {docstring, OfWrapped, nullptr, nullptr, docstring},
                            {module, OfWrapped, nullptr, nullptr, module},
                            {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(New)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(Gc::Dealloc)},
                       {Py_tp_traverse, reinterpret_cast<void*>(Gc::Traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(Gc::Clear)},
                       {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                       {Py_tp_descr_get, reinterpret_cast<void*>(Get)},
                       {Py_tp_members, members},
                       {Py_tp_getset, attributes},
                       {0, nullptr}};

PyType_Spec spec = {"gorayffi._native.Method", sizeof(MethodObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL |
                        Py_TPFLAGS_METHOD_DESCRIPTOR,
                    slots};

}  // namespace

void AddMethodType(nb::module_& module) {
  module.attr("Method") = nb::steal(PyType_FromSpec(&spec));
}

}  // namespace gorayffi
