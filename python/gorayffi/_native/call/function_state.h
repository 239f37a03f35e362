// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cxxabi.h>
#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <type_traits>
#include <vector>

#include "base/finalization.h"
#include "call/bind_arguments.h"
#include "call/call_slots.h"
#include "library/library.h"

namespace gorayffi {

/// What a `gorayffi.Function` calls.
struct FunctionState {
  CallByState call;           // the fastest that its callable allows
  CallByState call_in_order;  // of overloads, once their arguments are in order
  CallByState call_wrapped;   // once what `wraps` has is made of its arguments
  nb::object owner;           // the Python object of `library`
  Library* library;
  int command;
  Signature signature;
  std::optional<std::uint64_t> callable_index;  // nothing: it is called by name
  SlotCallable slots;
  bool hold_gil;
  bool views_bytes;    // of a result, if the library lets them be kept
  nb::object convert;  // of the result; null: none
  nb::object order;    // puts the arguments of overloads in order; null: it is one function
  std::vector<nb::object>
      wraps;  // by parameter: makes of an argument what is passed; null: itself. May be empty
};

/// A `CallByState` whose arguments are encoded.
PyObject* CallEncoded(const FunctionState& state, std::uint64_t actor_id, PyObject* const* values,
                      std::size_t positional, PyObject* keywords) noexcept;

/// How `gorayffi.Function.map` goes through its items.
struct MapOptions {
  std::uint64_t actor_id = 0;  // of a method
  std::size_t threads = 1;
};

/// What `gorayffi.Function.map` gives, see function.cpp: item after item of `columns`, a tuple, without Python's code in
/// between. Columns of numbers do not need the GIL. An interruption ends it, as it ends a call. In the folder `map`.
nb::object MapColumns(const FunctionState& state, nb::handle columns, std::size_t count,
                      const MapOptions& options);

/// A `gorayffi.Function`.
struct FunctionObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  FunctionState* state;  // null once the garbage collector has cleared it
};

/// Of a `gorayffi.Function`. Raises ReferenceError if it was garbage-collected.
const FunctionState& StateOf(PyObject* function);

/// Runs `body`, which gives an object or a new reference, and turns C++ exceptions into Python's.
template <typename Body>
PyObject* TranslateExceptions(Body body) noexcept {
  try {
    if constexpr (std::is_same_v<decltype(body()), PyObject*>) {
      return body();
    } else {
      return nb::object(body()).release().ptr();
    }
  } catch (nb::python_error& error) {
    error.restore();
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (abi::__forced_unwind&) {
    HangThread();
  } catch (const std::exception& error) {
    const char* const text = error.what();
    PyErr_SetString(PyExc_RuntimeError, text == nullptr ? "" : text);
  } catch (...) {
    PyErr_SetString(PyExc_RuntimeError, "a C++ exception that is not a std::exception");
  }
  return nullptr;
}

/// The same; null if it was garbage-collected.
inline const FunctionState* StateIfAny(PyObject* function) {
  return reinterpret_cast<FunctionObject*>(function)->state;
}

/// The vectorcall of a `gorayffi.Function`.
inline PyObject* CallAsTask(PyObject* function, PyObject* const* args, std::size_t flags,
                            PyObject* keywords) {
  const FunctionState* const state = StateIfAny(function);
  if (state == nullptr) [[unlikely]]
    return TranslateExceptions([&] { return StateOf(function).owner; });
  return state->call(*state, 0, args, static_cast<std::size_t>(PyVectorcall_NARGS(flags)),
                     keywords);
}

}  // namespace gorayffi
