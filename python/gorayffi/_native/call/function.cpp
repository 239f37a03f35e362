// SPDX-License-Identifier: Apache-2.0
#include "call/function.h"

#include <structmember.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "base/errors.h"
#include "base/gc_members.h"
#include "base/text.h"
#include "call/call.h"
#include "call/function_state.h"
#include "wire/text.h"

namespace gorayffi {
namespace {

PyObject* CallOn(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
  return TranslateExceptions([&] {
    const FunctionState& state = StateOf(self);
    if (count < 1) Raise(PyExc_TypeError, state.signature.name + ".call_on() needs the actor's id");
    const unsigned long long index = PyLong_AsUnsignedLongLong(args[0]);
    if (PyErr_Occurred()) nb::raise_python_error();
    return nb::steal(
        state.call(state, index, args + 1, static_cast<std::size_t>(count - 1), keywords));
  });
}

PyObject* Map(PyObject* self, PyObject* args, PyObject* keywords) {
  static const char* const names[] = {"columns", "count", "actor_id", "num_threads", nullptr};
  PyObject* columns = nullptr;
  Py_ssize_t count = 0, threads = 1;
  unsigned long long actor_id = 0;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "On|$Kn:map", const_cast<char**>(names),
                                   &columns, &count, &actor_id, &threads)) {
    return nullptr;
  }
  return TranslateExceptions([&]() -> nb::object {
    const MapOptions options{actor_id, static_cast<std::size_t>(std::max<Py_ssize_t>(threads, 1))};
    return MapColumns(StateOf(self), columns,
                      static_cast<std::size_t>(std::max<Py_ssize_t>(count, 0)), options);
  });
}

/// A `CallByState` of overloads: arguments by position are in order, if they are as many as one may take.
PyObject* CallOverloads(const FunctionState& state, std::uint64_t actor_id, PyObject* const* values,
                        std::size_t positional, PyObject* keywords) noexcept {
  const Signature& signature = state.signature;
  const bool has_keywords = keywords != nullptr && PyTuple_GET_SIZE(keywords) > 0;
  const bool is_count = positional >= signature.required &&
                        (signature.variadic || positional <= signature.parameters.size());
  if (!has_keywords && is_count) [[likely]]
    return state.call_in_order(state, actor_id, values, positional, nullptr);
  return TranslateExceptions([&] {
    nb::list given;
    for (std::size_t i = 0; i < positional; ++i) given.append(nb::borrow(values[i]));
    nb::dict named;
    const Py_ssize_t names = has_keywords ? PyTuple_GET_SIZE(keywords) : 0;
    for (Py_ssize_t i = 0; i < names; ++i)
      named[nb::borrow(PyTuple_GET_ITEM(keywords, i))] = nb::borrow(values[positional + i]);
    const nb::object ordered = state.order(nb::tuple(given), named);
    if (!PyTuple_Check(ordered.ptr()))
      Raise(PyExc_TypeError, "a Function's `order` must give a tuple, not " + ShownValue(ordered));
    const auto count = static_cast<std::size_t>(PyTuple_GET_SIZE(ordered.ptr()));
    return nb::steal(state.call_in_order(
        state, actor_id, reinterpret_cast<PyTupleObject*>(ordered.ptr())->ob_item, count, nullptr));
  });
}

/// The parameter that a keyword names; past the last one if there is none, which the call says then.
std::size_t ParameterNamed(const Signature& signature, PyObject* keyword) {
  std::size_t i = 0;
  while (i < signature.parameters.size() &&
         PyUnicode_Compare(signature.parameters[i].name.ptr(), keyword) != 0) {
    ++i;
  }
  return i;
}

/// A `CallByState` of a callable some of whose arguments are wrapped first.
PyObject* CallWrapped(const FunctionState& state, std::uint64_t actor_id, PyObject* const* values,
                      std::size_t positional, PyObject* keywords) noexcept {
  return TranslateExceptions([&] {
    const auto names =
        static_cast<std::size_t>(keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords));
    std::vector<PyObject*> given(values, values + positional + names);
    std::vector<nb::object> wrapped;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const auto keyword = static_cast<Py_ssize_t>(i) - static_cast<Py_ssize_t>(positional);
      const std::size_t parameter =
          keywords == nullptr || keyword < 0
              ? i
              : ParameterNamed(state.signature, PyTuple_GET_ITEM(keywords, keyword));
      if (parameter >= state.wraps.size() || !state.wraps[parameter]) continue;
      wrapped.push_back(state.wraps[parameter](nb::handle(given[i])));
      given[i] = wrapped.back().ptr();
    }
    return nb::steal(state.call_wrapped(state, actor_id, given.data(), positional, keywords));
  });
}

bool IsOmitted(nb::handle value) {
  static PyObject* cache = nullptr;
  return value.is(ImportOnce(cache, "gorayffi.omitted", "OMITTED"));
}

Signature MakeSignature(nb::handle name, nb::handle parameters, nb::handle defaults,
                        bool variadic) {
  Signature signature{Utf8(name), {}, 0, variadic};
  for (nb::handle item : parameters) {
    if (!PyUnicode_Check(item.ptr()))
      Raise(PyExc_TypeError, "a parameter's name must be a str, not " + ShownValue(item));
    PyObject* interned = nb::borrow(item).release().ptr();
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
  static const char* const names[] = {
      "library",  "command", "name",        "parameters", "defaults", "variadic", "actor",
      "hold_gil", "convert", "views_bytes", "order",      "wraps",    nullptr};
  PyObject *library = nullptr, *parameters = nullptr, *defaults = nullptr, *convert = Py_None,
           *order = Py_None, *wraps = Py_None;
  PyObject *name = nullptr, *actor = nullptr;
  int command = 0, variadic = 0, hold_gil = 0, views_bytes = 0;
  if (!PyArg_ParseTupleAndKeywords(args, keywords, "OiUOO|pUpOpOO:Function",
                                   const_cast<char**>(names), &library, &command, &name,
                                   &parameters, &defaults, &variadic, &actor, &hold_gil, &convert,
                                   &views_bytes, &order, &wraps)) {
    return nullptr;
  }
  return TranslateExceptions([&] {
    auto state = std::make_unique<FunctionState>();
    state->owner = nb::borrow(library);
    if (!nb::try_cast(state->owner, state->library) || state->library == nullptr)
      Raise(PyExc_TypeError, "Function() needs a gorayffi.Library, not " + ShownValue(library));
    state->command = command;
    state->signature = MakeSignature(name, parameters, defaults, variadic != 0);
    if (command != kRunTask && command != kNewActor && command != kActorMethodCall &&
        command != kBeginMethodCall) {
      Raise(PyExc_ValueError,
            "a Function's command is 4 (task), 5 (new actor) or 6 (actor's method), not " +
                std::to_string(command));
    }
    state->hold_gil = hold_gil != 0;
    state->views_bytes = views_bytes != 0;
    if (convert != Py_None) state->convert = nb::borrow(convert);
    state->callable_index = state->library->callable_indexes().Find(
        *state->library, command, state->signature.name, actor == nullptr ? "" : Utf8(actor));
    if (state->callable_index) {
      state->slots = SlotCallableOf(state->library->callable_indexes().EntryAt(
                                        *state->library, command, *state->callable_index,
                                        actor == nullptr ? "" : Utf8(actor)),
                                    state->signature);
    }
    state->call = state->call_in_order = state->call_wrapped = ChooseCall(*state);
    if (wraps != Py_None) {
      for (const Parameter& parameter : state->signature.parameters) {
        PyObject* const wrap = PyObject_GetItem(wraps, parameter.name.ptr());
        if (wrap == nullptr && !PyErr_ExceptionMatches(PyExc_KeyError)) nb::raise_python_error();
        if (wrap == nullptr) PyErr_Clear();
        state->wraps.push_back(nb::steal(wrap));
      }
      state->call = state->call_in_order = CallWrapped;
    }
    if (order != Py_None) {
      state->order = nb::borrow(order);
      state->call = CallOverloads;
    }
    nb::object self = nb::steal(type->tp_alloc(type, 0));
    if (!self) nb::raise_python_error();
    auto* object = reinterpret_cast<FunctionObject*>(self.ptr());
    object->vectorcall = CallAsTask;
    object->state = state.release();
    return self;
  });
}

FunctionObject& Self(PyObject* self) { return *reinterpret_cast<FunctionObject*>(self); }

int Traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  const FunctionState* state = Self(self).state;
  if (state == nullptr) return 0;
  Py_VISIT(state->owner.ptr());
  Py_VISIT(state->convert.ptr());
  Py_VISIT(state->order.ptr());
  for (const nb::object& wrap : state->wraps) Py_VISIT(wrap.ptr());
  for (const Parameter& parameter : state->signature.parameters) Py_VISIT(parameter.fallback.ptr());
  return 0;
}

int Clear(PyObject* self) {
  const std::unique_ptr<FunctionState> state(std::exchange(Self(self).state, nullptr));
  return 0;
}

PyObject* Repr(PyObject* self) {
  return TranslateExceptions([&] {
    const FunctionState& state = StateOf(self);
    return Str("<gorayffi.Function " + state.signature.name + " of " +
               wire::Shown(state.library->path(), goray::limits::kMessageSize) + ">");
  });
}

PyObject* Name(PyObject* self, void*) {
  return TranslateExceptions([&] { return Str(StateOf(self).signature.name); });
}
PyObject* Owner(PyObject* self, void*) {
  return TranslateExceptions([&] { return StateOf(self).owner; });
}

PyMethodDef methods[] = {
    {"call_on", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(CallOn)),
     METH_FASTCALL | METH_KEYWORDS,
     "call_on(index, /, *args, **kwargs)\n--\n\nCalls the method of the actor with this id."},
    {"map", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(Map)),
     METH_VARARGS | METH_KEYWORDS,
     "map(columns, count, *, actor_id=0, num_threads=1)\n--\n\n"
     "Calls it with the items of `columns`, lists or buffers of numbers, one after another, or in "
     "several threads.\n\n"
     "Gives a letter, a buffer of numbers of that `struct` format, failures by index, and the "
     "seconds it took; or "
     "'' and a list, which has None where there is a failure."},
    {nullptr, nullptr, 0, nullptr}};

PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(FunctionObject, vectorcall), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

PyGetSetDef attributes[] = {{"__name__", Name, nullptr, "The name on the wire.", nullptr},
                            {"library", Owner, nullptr, "The Library it calls.", nullptr},
                            {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(New)},
    {Py_tp_dealloc, reinterpret_cast<void*>(GcMembers<FunctionObject>::DeallocWith<Clear>)},
    {Py_tp_traverse, reinterpret_cast<void*>(Traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(Clear)},
    {Py_tp_repr, reinterpret_cast<void*>(Repr)},
    {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
    {Py_tp_methods, methods},
    {Py_tp_members, members},
    {Py_tp_getset, attributes},
    {0, nullptr}};

PyType_Spec spec = {"gorayffi._native.Function", sizeof(FunctionObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL, slots};

}  // namespace

const FunctionState& StateOf(PyObject* function) {
  const FunctionState* state = Self(function).state;
  if (state == nullptr) Raise(PyExc_ReferenceError, "this Function was garbage-collected");
  return *state;
}

bool IsFunction(PyObject* object) { return Py_TYPE(object)->tp_new == New; }

void AddFunctionType(nb::module_& module) {
  module.attr("Function") = nb::steal(PyType_FromSpec(&spec));
}

}  // namespace gorayffi
