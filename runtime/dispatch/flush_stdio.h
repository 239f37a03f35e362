// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace goray::dispatch {

/// Writes out what `std::cout`, `std::clog` and C's `stdout` hold back. A Ray worker ends without
/// the destructors that would do it, and its log shows a call's output when the call is done.
/// Costs a few nanoseconds if nothing is held back.
void FlushStdio();

}  // namespace goray::dispatch
