// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "library/library.h"

namespace gorayffi {

/// One callback of `library`, from any thread, with or without the GIL; what a trampoline does.
/// Never throws. The result is malloc'ed. Whatever goes wrong is code 1 and a text or JSON; after
/// the interpreter's end, code 1 and NULL.
void* AnswerCallback(const Library& library, long long command, void* data, long long size,
                     long long* out_size, long long* code) noexcept;

/// Raises what shall end the call of Python's that this thread is inside of, or helps: what a handler of Python's for a signal raises, or the
/// host's own handler for the question. With the GIL.
void RaiseIfInterrupted(const Library& library);

}  // namespace gorayffi
