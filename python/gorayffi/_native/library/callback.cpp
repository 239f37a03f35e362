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

namespace gorayffi {
namespace {

/// Whether the command is answered by Ray, not by this process alone.
bool AsksRay(long long command) {
  using protocol::HostCommand;
  const auto asked = static_cast<HostCommand>(command);
  return asked > HostCommand::kCloseClassInstance && asked != HostCommand::kReleaseObject &&
         asked != HostCommand::kReleaseActor;
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
  const nb::object handlers = library.handlers();
  const nb::object key = nb::int_(command);
  const nb::object handler =
      handlers ? nb::borrow(PyDict_GetItemWithError(handlers.ptr(), key.ptr())) : nb::object();
  if (!handler) {
    PyErr_Clear();
    return FailureAnswer(
        "[python] no handler for command " + std::to_string(command) +
        ": this process loaded the library without one; commands from 5 on need Ray and the "
        "package goray, the others gorayffi.handlers.get_handlers()");
  }
  return AnswerOf(library, handler(nb::bytes(data.data(), data.size())), command);
}

/// Whether this thread called the library from Python, or is one of the library's own.
enum class Caller { kPython, kLibrary };

/// With the GIL.
Answer AnswerCommand(const Library& library, Caller caller, long long command,
                     std::span<const std::byte> data) {
  try {
    const CallTimer timer;
    Answer answer;
    try {
      answer = CallHandler(library, command, data);
    } catch (nb::python_error& error) {
      answer = FailureOf(library, error, command);
      if (caller == Caller::kPython) KeepInterrupt(error);
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

void* AnswerCallback(const Library& library, long long command, void* data, long long size,
                     long long* out_size, long long* code) noexcept {
  const std::size_t length = data == nullptr || size < 0 ? 0 : static_cast<std::size_t>(size);
  const std::span view(static_cast<const std::byte*>(data), length);
  try {
    const Answer answer = PyGILState_GetThisThreadState() == nullptr
                              ? AnswerOutsider(library, command, view)
                              : AnswerInsider(library, command, view);
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
