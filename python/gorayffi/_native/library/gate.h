// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>

namespace gorayffi {

// Where threads that are not Python's come in: counted and, once the gate is closed, turned away,
// because an interpreter that has ended cannot give them a thread state.

/// Gives this thread, which has none, a thread state and the GIL; null if the gate is closed. No
/// scope, as nothing may be left when the end of Python unwinds the thread.
PyThreadState* EnterGate();
/// Needs the GIL, which it releases.
void LeaveGate(PyThreadState* state);

/// From now on callbacks on the library's own threads fail at once; waits up to `seconds` for those
/// that run. Called when the interpreter ends; one that is blocked in Python beyond that stays
/// where it is. Needs the GIL, which it releases.
void StopCallbacks(double seconds);

}  // namespace gorayffi
