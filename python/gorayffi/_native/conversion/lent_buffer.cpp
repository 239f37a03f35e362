// SPDX-License-Identifier: Apache-2.0
#include "conversion/lent_buffer.h"

#include <Python.h>
#include <cxxabi.h>

#include <memory>

#include "base/finalization.h"
#include "library/gate.h"

namespace gorayffi {
namespace {

/// With the GIL. What the object's own code raises is none of the thread's.
void Release(Py_buffer* buffer) {
  const std::unique_ptr<Py_buffer> owned(buffer);
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyBuffer_Release(buffer);
  PyErr_Restore(type, value, traceback);
}

}  // namespace

void ReleaseLentBuffer(void* buffer) noexcept {
  auto* const lent = static_cast<Py_buffer*>(buffer);
  try {
    if (Py_IsInitialized() == 0) return;
    if (PyGILState_GetThisThreadState() != nullptr) {
      const PyGILState_STATE state = PyGILState_Ensure();
      Release(lent);
      PyGILState_Release(state);
    } else if (PyThreadState* const state = EnterGate(); state != nullptr) {
      Release(lent);
      LeaveGate(state);
    }
  } catch (abi::__forced_unwind&) {
    HangThread();
  } catch (...) {  // NOLINT(bugprone-empty-catch): no memory for a lock, so it is never given back
  }
}

}  // namespace gorayffi
