// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cxxabi.h>
#include <nanobind/nanobind.h>

#include <cstdint>
#include <exception>
#include <new>
#include <optional>

#include "base/finalization.h"
#include "call/bind_arguments.h"
#include "call/call_slots.h"
#include "library/library.h"

namespace gorayffi {

/// What a `gorayffi.Function` calls.
struct FunctionState {
  nb::object owner;  // the Python object of `library`
  Library* library;
  int command;
  Signature signature;
  std::optional<std::uint64_t> callable_index;  // nothing: it is called by name
  SlotCallable slots;
  bool hold_gil;
  nb::object convert;  // of the result; null: none
};

/// One call; `actor_id` is 0 unless the command is `kActorMethodCall`. Null with an error set if it
/// fails.
PyObject* CallFunction(const FunctionState& state, std::uint64_t actor_id,
                       const Arguments& arguments) noexcept;

/// Of a `gorayffi.Function`. Raises ReferenceError if it was garbage-collected.
const FunctionState& StateOf(PyObject* function);

/// Runs `body` and turns C++ exceptions into Python's.
template <typename Body>
PyObject* TranslateExceptions(Body body) noexcept {
  try {
    return nb::object(body()).release().ptr();
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

}  // namespace gorayffi
