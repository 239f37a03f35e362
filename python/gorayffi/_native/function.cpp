// SPDX-License-Identifier: Apache-2.0
#include "function.h"

#include <structmember.h>

#include <cstddef>
#include <memory>

#include "bound.h"
#include "call.h"
#include "errors.h"

namespace gorayffi {
namespace {

struct FunctionObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  Bound* bound;
};

const Bound& Self(PyObject* self) { return BoundOf(self); }

PyObject* Vectorcall(PyObject* self, PyObject* const* args, std::size_t flags, PyObject* keywords) {
  return Guarded([&] {
    return CallBound(Self(self), 0,
                     {args, static_cast<std::size_t>(PyVectorcall_NARGS(flags)), keywords});
  });
}

PyObject* CallOn(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
  return Guarded([&] {
    const Bound& bound = Self(self);
    if (count < 1) Raise(PyExc_TypeError, bound.signature.name + ".call_on() needs the actor's id");
    const unsigned long long index = PyLong_AsUnsignedLongLong(args[0]);
    if (PyErr_Occurred()) nb::raise_python_error();
    return CallBound(bound, index, {args + 1, static_cast<std::size_t>(count - 1), keywords});
  });
}

bool IsOmitted(nb::handle value) {
  static PyObject* cache = nullptr;
  return value.is(ImportOnce(cache, "gorayffi.omitted", "OMITTED"));
}

Signature MakeSignature(const char* name, nb::handle parameters, nb::handle defaults,
                        bool variadic) {
  Signature signature{name, {}, 0, variadic};
  for (nb::handle item : parameters) {
    PyObject* interned = nb::str(nb::borrow<nb::str>(item)).release().ptr();
    PyUnicode_InternInPlace(&interned);
    Parameter parameter{nb::steal<nb::str>(interned), {}, false};
    if (PyMapping_HasKey(defaults.ptr(), interned) == 1) {
      parameter.fallback = nb::object(defaults[parameter.name]);
      parameter.omitted = IsOmitted(parameter.fallback);
    }
    signature.parameters.push_back(std::move(parameter));
    if (!signature.parameters.back().fallback) signature.required = signature.parameters.size();
  }
  return signature;
}

PyObject* New(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  static const char* const names[] = {"library",  "command", "name",     "parameters", "defaults",
                                      "variadic", "actor",   "hold_gil", "convert",    nullptr};
  PyObject *library = nullptr, *parameters = nullptr, *defaults = nullptr, *convert = Py_None;
  int command = 0, variadic = 0, hold_gil = 0;
  const char* name = nullptr;
  const char* actor = "";
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "OisOO|pspO:Function", const_cast<char**>(names),
                                   &library, &command, &name, &parameters, &defaults, &variadic,
                                   &actor, &hold_gil, &convert)) {
    return nullptr;
  }
  return Guarded([&] {
    auto bound = std::make_unique<Bound>();
    bound->owner = nb::borrow(library);
    bound->library = nb::cast<Library*>(bound->owner);
    bound->command = command;
    bound->signature = MakeSignature(name, parameters, defaults, variadic != 0);
    if (command != kRunTask && command != kNewActor && command != kActorMethodCall) {
      Raise(PyExc_ValueError,
            "a Function's command is 4 (task), 5 (new actor) or 6 (actor's method), not " +
                std::to_string(command));
    }
    bound->hold_gil = hold_gil != 0;
    if (convert != Py_None) bound->convert = nb::borrow(convert);
    bound->position = bound->library->positions().Find(*bound->library, command, name, actor);
    nb::object self = nb::steal(type->tp_alloc(type, 0));
    if (!self) nb::raise_python_error();
    auto* object = reinterpret_cast<FunctionObject*>(self.ptr());
    object->vectorcall = Vectorcall;
    object->bound = bound.release();
    return self;
  });
}

void Dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  delete reinterpret_cast<FunctionObject*>(self)->bound;
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject* Repr(PyObject* self) {
  const Bound& bound = Self(self);
  return PyUnicode_FromFormat("<gorayffi.Function %s of %s>", bound.signature.name.c_str(),
                              bound.library->path().c_str());
}

PyObject* Name(PyObject* self, void*) {
  return PyUnicode_FromString(Self(self).signature.name.c_str());
}
PyObject* Owner(PyObject* self, void*) { return nb::object(Self(self).owner).release().ptr(); }

PyMethodDef methods[] = {
    {"call_on", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(CallOn)),
     METH_FASTCALL | METH_KEYWORDS,
     "call_on(index, /, *args, **kwargs)\n--\n\nCalls the method of the actor with this id."},
    {nullptr, nullptr, 0, nullptr}};

PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(FunctionObject, vectorcall), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

PyGetSetDef attributes[] = {{"__name__", Name, nullptr, "The name on the wire.", nullptr},
                            {"library", Owner, nullptr, "The Library it calls.", nullptr},
                            {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(New)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
                       {Py_tp_repr, reinterpret_cast<void*>(Repr)},
                       {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                       {Py_tp_methods, methods},
                       {Py_tp_members, members},
                       {Py_tp_getset, attributes},
                       {0, nullptr}};

PyType_Spec spec = {"gorayffi._native.Function", sizeof(FunctionObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL, slots};

}  // namespace

const Bound& BoundOf(PyObject* function) {
  return *reinterpret_cast<FunctionObject*>(function)->bound;
}

void AddFunctionType(nb::module_& module) {
  module.attr("Function") = nb::steal(PyType_FromSpec(&spec));
}

}  // namespace gorayffi
