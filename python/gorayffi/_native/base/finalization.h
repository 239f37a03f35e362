// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

namespace gorayffi {

/// Where `catch (abi::__forced_unwind&)` goes. As the interpreter ends, Python (before 3.14) ends a
/// thread that wants the GIL by `pthread_exit`, which unwinds the thread's frames. The library's
/// frames do not expect that, and a `noexcept` or a `catch (...)` among them aborts the process. So
/// the thread stops here, as it does in Python 3.14; it does not hold the GIL.
[[noreturn]] inline void HangThread() {
  for (;;) pause();
}

}  // namespace gorayffi
