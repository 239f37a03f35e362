// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gorayffi {

/// Whether enough of this thread's stack is left for a call of Python, `limits::kStackReserve`.
/// Python counts its own calls, not the frames that a library puts between them.
bool HasStackForCall();

}  // namespace gorayffi
