// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <unistd.h>

namespace gorayffi {

/// Where `catch (abi::__forced_unwind&)` goes. As the interpreter ends, Python (before 3.14) ends a
/// thread that wants the GIL by `pthread_exit`, which unwinds the thread's frames. The library's
/// frames do not expect that, and a `noexcept` or a `catch (...)` among them aborts the process. So
/// the thread stops here, as it does in Python 3.14; it does not hold the GIL.
[[noreturn]] inline void HangThread() {
  for (;;) pause();
}

/// Whether Python has run what `atexit` has, and destroys what is left.
inline bool IsFinalizing() {
#if PY_VERSION_HEX >= 0x030D0000
  return Py_IsFinalizing() != 0;
#else
  return _Py_IsFinalizing() != 0;
#endif
}

}  // namespace gorayffi
