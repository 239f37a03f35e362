// SPDX-License-Identifier: Apache-2.0
#include "dispatch/flush_stdio.h"

#include <stdio_ext.h>

#include <cstdio>
#include <iostream>
#include <streambuf>

#include "abi/guard.h"

namespace goray::dispatch {
namespace {

// A stream buffer tells only a derived class what it holds.
struct Pending : std::streambuf {
  static bool In(const std::ostream& stream) {
    const std::streambuf* const buffer = stream.rdbuf();
    return buffer != nullptr && (buffer->*&Pending::pptr)() != (buffer->*&Pending::pbase)();
  }
};

}  // namespace

void FlushStdio() {
  // Synchronised with C, as they are unless the app said otherwise, the streams hold nothing.
  for (std::ostream* stream : {&std::cout, &std::clog}) {
    // The app asked for exceptions; its next output will throw it where it can be caught.
    const auto flush = [&] {
      if (Pending::In(*stream)) stream->flush();
    };
    abi::Guarded(flush, [] {});
  }
  if (__fpending(stdout) > 0) std::fflush(stdout);
}

}  // namespace goray::dispatch
