// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <iostream>
#include <streambuf>

namespace goray::dispatch {

/// Writes out what `std::cout`, `std::clog` and C's `stdout` hold back.
void WriteHeldOutput();

// A stream buffer tells only a derived class what it holds.
struct HeldOutput : std::streambuf {
  static bool IsIn(const std::ostream& stream) {
    const std::streambuf* const buffer = stream.rdbuf();
    return buffer != nullptr && (buffer->*&HeldOutput::pptr)() != (buffer->*&HeldOutput::pbase)();
  }
  static bool IsIn(const std::FILE* file) {
#ifdef __GLIBC__  // what `putc_unlocked` compares, without a call; of wide characters others know
    return file->_IO_write_ptr != file->_IO_write_base || file->_mode > 0;
#else
    return file != nullptr;
#endif
  }
};

/// The same where there is something. A Ray worker ends without the destructors that would do it,
/// and its log shows a call's output when the call is done. Costs a nanosecond or two if nothing is
/// held back.
inline void FlushStdio() {
  // Synchronised with C, as they are unless the app said otherwise, the streams hold nothing.
  if (HeldOutput::IsIn(stdout) || HeldOutput::IsIn(std::cout) || HeldOutput::IsIn(std::clog))
      [[unlikely]]
    WriteHeldOutput();
}

}  // namespace goray::dispatch
