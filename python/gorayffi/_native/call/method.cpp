// SPDX-License-Identifier: Apache-2.0
#include "call/method.h"

#include <structmember.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

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
  PyObject* actors;    // the class of the last actor it was called on, or null
};

MethodObject& Self(PyObject* self) { return *reinterpret_cast<MethodObject*>(self); }

PyObject* RaiseCollected() {
  PyErr_SetString(PyExc_ReferenceError, "this Method was garbage-collected");
  return nullptr;
}

/// The vectorcall of one that the collector has cleared: a finalizer that it runs may still have it.
PyObject* CallCollected(PyObject*, PyObject* const*, std::size_t, PyObject*) {
  return RaiseCollected();
}

/// The call, in the case that `Vectorcall` does not take: a class that it does not know, or an error.
[[gnu::noinline]] PyObject* CallOnOther(MethodObject& method, PyObject* const* args,
                                        std::size_t flags, PyObject* keywords) {
  return TranslateExceptions([&] {
    const FunctionState& state = StateOf(method.function);
    const Py_ssize_t count = PyVectorcall_NARGS(flags);
    if (count < 1)
      Raise(PyExc_TypeError, state.signature.name + "() is a method and needs its actor");
    const bool is_actor = IsActorType(Py_TYPE(args[0]));
    const std::optional<std::uint64_t> id = is_actor ? ActorIdOf(args[0]) : std::nullopt;
    if (!id) {
      Raise(PyExc_RuntimeError, std::string(Py_TYPE(args[0])->tp_name) +
                                    ": its C++ object was not made, or is closed already");
    }
    const nb::object before = nb::steal(std::exchange(method.actors, Py_NewRef(Py_TYPE(args[0]))));
    return nb::steal(
        state.call(state, *id, args + 1, static_cast<std::size_t>(count - 1), keywords));
  });
}

PyObject* Vectorcall(PyObject* self, PyObject* const* args, std::size_t flags, PyObject* keywords) {
  MethodObject& method = Self(self);
  const auto count = static_cast<std::size_t>(PyVectorcall_NARGS(flags));
  if (count >= 1 && reinterpret_cast<PyObject*>(Py_TYPE(args[0])) == method.actors) [[likely]] {
    const std::optional<std::uint64_t> id = ActorIdOf(args[0]);
    const FunctionState* const state = StateIfAny(method.function);
    if (id && state != nullptr) [[likely]]
      return state->call(*state, *id, args + 1, count - 1, keywords);
  }
  return CallOnOther(method, args, flags, keywords);
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

using Gc =
    GcMembers<MethodObject, &MethodObject::actors, &MethodObject::function, &MethodObject::wrapped>;

int Clear(PyObject* self) {
  Self(self).vectorcall = CallCollected;
  return Gc::Clear(self);
}

/// An attribute of the `def`: name, docstring, module, ...
PyObject* OfWrapped(PyObject* self, void* attribute) {
  PyObject* const wrapped = Self(self).wrapped;
  if (wrapped == nullptr) return RaiseCollected();
  return PyObject_GetAttrString(wrapped, static_cast<const char*>(attribute));
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
                       {Py_tp_dealloc, reinterpret_cast<void*>(Gc::DeallocWith<Clear>)},
                       {Py_tp_traverse, reinterpret_cast<void*>(Gc::Traverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(Clear)},
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

bool IsMethod(PyObject* object) { return Py_TYPE(object)->tp_new == New; }

void AddMethodType(nb::module_& module) {
  module.attr("Method") = nb::steal(PyType_FromSpec(&spec));
}

}  // namespace gorayffi
