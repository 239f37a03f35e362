// SPDX-License-Identifier: Apache-2.0
#include "library/callback.h"

#include <cxxabi.h>

#include <cstddef>
#include <span>
#include <string>

#include "base/errors.h"
#include "base/finalization.h"
#include "base/interrupts.h"
#include "base/stack.h"
#include "library/answers.h"
#include "library/call_log.h"
#include "library/commands.h"
#include "library/gate.h"
#include "library/native_handler.h"

namespace gorayffi {
namespace {

/// Whether the command is answered by Ray, not by this process alone.
bool AsksRay(long long command) {
  using protocol::HostCommand;
  const auto asked = static_cast<HostCommand>(command);
  return asked > HostCommand::kCloseClassInstance && asked != HostCommand::kReleaseObject &&
         asked != HostCommand::kReleaseActor;
}

/// The handler of a command; null: there is none.
nb::object HandlerOf(const Library& library, long long command) {
  const nb::object handlers = library.handlers();
  const nb::object key = nb::int_(command);
  nb::object handler =
      handlers ? nb::borrow(PyDict_GetItemWithError(handlers.ptr(), key.ptr())) : nb::object();
  if (!handler) PyErr_Clear();
  return handler;
}

Answer CallHandler(const Library& library, long long command, std::span<const std::byte> data) {
  if (!HasStackForCall()) {
    Raise(PyExc_RecursionError,
          "maximum recursion depth exceeded: too little of this thread's stack is left for a call "
          "of Python by a library");
  }
  // Ray would start anew, and wait for threads that Python starts no more.
  if (IsFinalizing() && AsksRay(command)) {
    return FailureAnswer(
        "this process ends, so Ray cannot be asked any more; drop C++ objects before that");
  }
  const nb::object handler = HandlerOf(library, command);
  if (!handler) {
    return FailureAnswer(
        "[python] no handler for command " + std::to_string(command) +
        ": this process loaded the library without one; commands from 5 on need Ray and the "
        "package goray, the others gorayffi.handlers.get_handlers()");
  }
  NativeHandler* native = nullptr;
  if (nb::try_cast(handler, native, /*convert=*/false))
    return native->Handle(library, command, data);
  return AnswerOf(library, handler(nb::bytes(data.data(), data.size())), command);
}

/// Code 1 if the call that this thread is inside of shall end, which then raises what says so. No failure is described, as nobody reads it.
/// What a callback of the call met counts as well: the library may have thrown away what it was told of it.
Answer AnswerInterruptCheck(const Library& library) {
  const PyGILState_STATE state = PyGILState_Ensure();
  Answer answer{nullptr, 0, 0};
  try {
    if (IsInterruptOfThisThread())
      answer.code = 1;
    else
      RaiseIfInterrupted(library);
  } catch (nb::python_error& error) {
    KeepError(error);
    answer.code = 1;
  }
  PyGILState_Release(state);
  return answer;
}

/// Whether this thread called the library from Python, or is one of the library's own.
enum class Caller { kPython, kLibrary };

/// What the library is told of `error`, which the call that this thread is inside of raises if it is an interruption.
Answer FailureTold(const Library& library, Caller caller, nb::python_error& error,
                   long long command) {
  try {
    const Answer answer = FailureOf(library, error, command);
    if (caller == Caller::kPython) KeepInterrupt(error);
    return answer;
  } catch (nb::python_error& interruption) {
    if (caller == Caller::kPython) KeepInterrupt(interruption);
    return FailureAnswer("[python] a callback failed, and was interrupted before it was told why");
  }
}

/// With the GIL.
Answer AnswerCommand(const Library& library, Caller caller, long long command,
                     std::span<const std::byte> data) {
  try {
    const CallTimer timer;
    Answer answer;
    try {
      answer = CallHandler(library, command, data);
    } catch (nb::python_error& error) {
      answer = FailureTold(library, caller, error, command);
    }
    timer.Log("<-", command, "", data, answer.size, answer.code);
    return answer;
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {  // out of memory
    return {};
  }
}

/// On a thread of the library's own.
Answer AnswerOutsider(const Library& library, long long command, std::span<const std::byte> data) {
  PyThreadState* state = EnterGate();
  if (state == nullptr) return {};
  const Answer answer = AnswerCommand(library, Caller::kLibrary, command, data);
  LeaveGate(state);
  return answer;
}

/// On a thread that called the library from Python, or is inside of a callback already.
Answer AnswerInsider(const Library& library, long long command, std::span<const std::byte> data) {
  const PyGILState_STATE state = PyGILState_Ensure();
  const Answer answer = AnswerCommand(library, Caller::kPython, command, data);
  PyGILState_Release(state);
  return answer;
}

}  // namespace

void RaiseIfInterrupted(const Library& library) {
  if (stop_of_this_thread != nullptr) {
    if (*stop_of_this_thread)
      Raise(PyExc_KeyboardInterrupt, "the call that this thread helps has ended");
    return;
  }
  if (PyErr_CheckSignals() != 0) nb::raise_python_error();
  if (const nb::object handler = HandlerOf(library, kCheckInterrupt)) handler(nb::bytes("", 0));
}

void* AnswerCallback(const Library& library, long long command, void* data, long long size,
                     long long* out_size, long long* code) noexcept {
  const std::size_t length = data == nullptr || size < 0 ? 0 : static_cast<std::size_t>(size);
  const std::span view(static_cast<const std::byte*>(data), length);
  try {
    const bool is_outsider = PyGILState_GetThisThreadState() == nullptr;
    Answer answer;
    if (command == kCheckInterrupt) {
      answer = is_outsider ? Answer{nullptr, 0, 0} : AnswerInterruptCheck(library);
    } else {
      answer = is_outsider ? AnswerOutsider(library, command, view)
                           : AnswerInsider(library, command, view);
    }
    *out_size = answer.size;
    *code = answer.code;
    return answer.data;
  } catch (abi::__forced_unwind&) {
    HangThread();
  } catch (...) {  // no memory, or no lock
    *out_size = 0;
    *code = 1;
    return nullptr;
  }
}

}  // namespace gorayffi
