// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gorayffi {

/// Gives back the buffer, a `Py_buffer*` made by `new`, that a library was lent past a call. On any thread, with the GIL
/// or without. Once Python has ended nothing is done: what the buffer is of is gone, or never goes.
void ReleaseLentBuffer(void* buffer) noexcept;

}  // namespace gorayffi
