// SPDX-License-Identifier: Apache-2.0
#include "callback.h"

#include <cxxabi.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "debug_log.h"
#include "end_of_python.h"
#include "errors.h"

namespace gorayffi {
namespace {

std::array<PyObject*, kMaxLibraries> handlers{};      // guarded by the GIL
std::array<std::atomic<bool>, kMaxLibraries> json{};  // whether the library reads failures as JSON

thread_local int calls = 0;  // of this thread into libraries, now on its stack
thread_local int inside =
    0;  // callbacks of this thread that went through the gate, now on its stack
thread_local std::unique_ptr<nb::python_error> interrupt;

/// Where threads that are not Python's come in: counts them and, once closed, lets none in, because
/// an interpreter that has ended cannot give them a thread state.
class Gate {
 public:
  /// A thread state for this thread, which has none; null if the gate is closed.
  /// `PyGILState_Ensure` would make it under a lock of Python's that a fork at that moment leaves
  /// locked in the child (seen in 3.11); here a fork waits.
  PyThreadState* Enter() {
    std::lock_guard lock(mutex_);
    if (closed_) return nullptr;
    PyThreadState* state = PyThreadState_New(PyInterpreterState_Main());
    if (state == nullptr) return nullptr;
    ++inside_;
    ++inside;
    return state;
  }
  void Leave() {
    std::lock_guard lock(mutex_);
    --inside;
    if (--inside_ == 0) empty_.notify_all();
  }
  void Close(std::chrono::duration<double> patience) {
    std::unique_lock lock(mutex_);
    closed_ = true;
    empty_.wait_for(lock, patience, [this] { return inside_ <= inside; });
  }
  void BeforeFork() { mutex_.lock(); }
  void AfterForkInParent() { mutex_.unlock(); }
  void AfterForkInChild() {
    inside_ = inside;  // the other threads are not here
    mutex_.unlock();
  }

 private:
  std::mutex mutex_;
  std::condition_variable empty_;
  bool closed_ = false;
  int inside_ = 0;
};

Gate& TheGate() {
  static Gate* gate = new Gate;  // never destroyed: threads of a library may outlive `main`
  return *gate;
}

struct ForkHandlers {
  ForkHandlers() {
    TheGate();
    pthread_atfork([] { TheGate().BeforeFork(); }, [] { TheGate().AfterForkInParent(); },
                   [] { TheGate().AfterForkInChild(); });
  }
};
const ForkHandlers kForkHandlers;

constexpr std::string_view kNoMemory =
    "[python] MemoryError: no memory for the answer to the library";

/// Copies an answer to where the library can `free` it.
void* Answer(std::string_view text, long long code_value, long long* out_size, long long* code) {
  *out_size = 0;
  *code = 1;
  if (text.empty()) {
    *code = code_value;
    return nullptr;
  }
  void* copy = std::malloc(text.size());
  if (copy == nullptr) return text == kNoMemory ? nullptr : Answer(kNoMemory, 1, out_size, code);
  std::memcpy(copy, text.data(), text.size());
  *out_size = static_cast<long long>(text.size());
  *code = code_value;
  return copy;
}

/// The form of a failure that the library in `slot` reads: the text, or the `json` of a
/// `gorayffi.failures.Failure`.
nb::bytes InItsForm(std::size_t slot, const nb::bytes& text) {
  if (!json[slot].load() || PyBytes_CheckExact(text.ptr()) || !nb::hasattr(text, "json"))
    return text;
  return nb::bytes(nb::object(text.attr("json")));
}

/// What a handler returned, checked.
void* Result(std::size_t slot, const nb::object& result, long long command, long long* out_size,
             long long* code) {
  long long value = -1;
  PyObject* pair = result.ptr();
  if (PyTuple_Check(pair) && PyTuple_GET_SIZE(pair) == 2 &&
      PyBytes_Check(PyTuple_GET_ITEM(pair, 0)) &&
      nb::try_cast(nb::handle(PyTuple_GET_ITEM(pair, 1)), value) && value >= 0 && value <= 5) {
    const nb::bytes data = InItsForm(slot, nb::borrow<nb::bytes>(PyTuple_GET_ITEM(pair, 0)));
    return Answer({data.c_str(), data.size()}, value, out_size, code);
  }
  return Answer("[python] the handler of command " + std::to_string(command) +
                    " has to return (bytes, code 0..5), not " + nb::repr(result).c_str(),
                1, out_size, code);
}

void* Failure(std::size_t slot, nb::python_error& error, long long command, long long* out_size,
              long long* code) {
  static PyObject* cache = nullptr;
  const bool interrupts = error.matches(PyExc_KeyboardInterrupt) || error.matches(PyExc_SystemExit);
  std::string text = "[python] a callback failed and its error could not be told";
  try {
    const nb::object failure =
        ImportOnce(cache, "gorayffi.utils", "callback_failure")(command, nb::handle(error.value()));
    const nb::bytes told = InItsForm(slot, nb::borrow<nb::bytes>(failure));
    text.assign(told.c_str(), told.size());
  } catch (nb::python_error& second) {
    second.discard_as_unraisable("gorayffi.utils.callback_failure");
  }
  if (interrupts && calls > 0 && !interrupt)
    interrupt = std::make_unique<nb::python_error>(std::move(error));
  return Answer(text, 1, out_size, code);
}

void* Handle(std::size_t slot, long long command, std::string_view data, long long* out_size,
             long long* code) {
  const nb::object table = nb::borrow(handlers[slot]);
  const nb::object key = nb::int_(command);
  const nb::object handler =
      table ? nb::borrow(PyDict_GetItemWithError(table.ptr(), key.ptr())) : nb::object();
  if (!handler) {
    PyErr_Clear();
    return Answer("[python] no handler for command " + std::to_string(command) +
                      ": this process loaded the library without one; commands from 5 on need Ray "
                      "and the package "
                      "goray, the others gorayffi.handlers.get_handlers()",
                  1, out_size, code);
  }
  return Result(slot, handler(nb::bytes(data.data(), data.size())), command, out_size, code);
}

void* HandleAll(std::size_t slot, long long command, std::string_view data, long long* out_size,
                long long* code) {
  try {
    const DebugTimer timer;
    void* answer = nullptr;
    try {
      answer = Handle(slot, command, data, out_size, code);
    } catch (nb::python_error& error) {
      answer = Failure(slot, error, command, out_size, code);
    }
    timer.Log("<-", command, "", data, *out_size, *code);
    return answer;
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {  // out of memory
    *out_size = 0;
    *code = 1;
    return nullptr;
  }
}

/// On a thread of the library's own.
void* CallbackFromOutside(std::size_t slot, long long command, std::string_view data,
                          long long* out_size, long long* code) {
  PyThreadState* state = TheGate().Enter();
  if (state == nullptr) return nullptr;
  PyEval_RestoreThread(state);
  void* answer = HandleAll(slot, command, data, out_size, code);
  PyThreadState_Clear(state);
  PyThreadState_DeleteCurrent();
  TheGate().Leave();
  return answer;
}

/// On a thread that called the library from Python, or is inside of a callback already.
void* CallbackFromPython(std::size_t slot, long long command, std::string_view data,
                         long long* out_size, long long* code) {
  const PyGILState_STATE state = PyGILState_Ensure();
  void* answer = HandleAll(slot, command, data, out_size, code);
  PyGILState_Release(state);
  return answer;
}

}  // namespace

void SetHandlers(std::size_t slot, nb::dict table) {
  PyObject* old = std::exchange(handlers.at(slot), table.release().ptr());
  Py_XDECREF(old);
}

void SetAnswerForm(std::size_t slot, bool json_failures) { json.at(slot).store(json_failures); }

void* Callback(std::size_t slot, long long command, void* data, long long size, long long* out_size,
               long long* code) noexcept {
  *out_size = 0;
  *code = 1;
  const std::size_t length = data == nullptr || size < 0 ? 0 : static_cast<std::size_t>(size);
  const std::string_view view(static_cast<const char*>(data), length);
  try {
    return PyGILState_GetThisThreadState() == nullptr
               ? CallbackFromOutside(slot, command, view, out_size, code)
               : CallbackFromPython(slot, command, view, out_size, code);
  } catch (abi::__forced_unwind&) {
    SleepForEver();
  }
}

CallScope::CallScope() { ++calls; }
CallScope::~CallScope() { --calls; }

GilRelease::GilRelease() : state_(PyEval_SaveThread()) {}
GilRelease::~GilRelease() {
  try {
    PyEval_RestoreThread(state_);
  } catch (abi::__forced_unwind&) {
    SleepForEver();
  }
}

bool HasInterrupt() { return interrupt != nullptr; }

void RaiseInterrupt() {
  if (const auto raised = std::move(interrupt)) {
    raised->restore();
    nb::raise_python_error();
  }
}

void StopCallbacks(double seconds) {
  PyThreadState* state = PyEval_SaveThread();
  TheGate().Close(std::chrono::duration<double>(seconds));
  PyEval_RestoreThread(state);
}

}  // namespace gorayffi
