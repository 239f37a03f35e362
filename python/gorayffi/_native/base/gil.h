// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <cxxabi.h>

#include "base/finalization.h"

namespace gorayffi {

/// Takes the GIL again that `PyEval_SaveThread` released.
inline void AcquireGil(PyThreadState* state) {
  try {
    PyEval_RestoreThread(state);
  } catch (abi::__forced_unwind&) {
    HangThread();
  }
}

/// Releases the GIL for a scope.
class GilRelease {
 public:
  GilRelease() : state_(PyEval_SaveThread()) {}
  GilRelease(const GilRelease&) = delete;
  GilRelease& operator=(const GilRelease&) = delete;
  ~GilRelease() { AcquireGil(state_); }

 private:
  PyThreadState* state_;
};

}  // namespace gorayffi
