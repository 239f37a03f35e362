// SPDX-License-Identifier: Apache-2.0
#include "dispatch/flush_stdio.h"

#include <stdio_ext.h>

#include "abi/translate_exceptions.h"

namespace goray::dispatch {

void WriteHeldOutput() {
  for (std::ostream* stream : {&std::cout, &std::clog}) {
    // The app asked for exceptions; its next output will throw it where it can be caught.
    const auto flush = [&] {
      if (HeldOutput::IsIn(*stream)) stream->flush();
    };
    abi::TranslateExceptions(flush, [] {});
  }
  if (__fpending(stdout) > 0) std::fflush(stdout);
}

}  // namespace goray::dispatch
