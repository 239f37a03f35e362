// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace goray::debugging {

/// If the environment asks for it, from now on a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT,
/// an uncaught exception) of this library writes a report to stderr: what happened, in which
/// callable and thread, and the C++ stack. Then the handlers that were there before have their
/// turn.
///
/// Asked for is it by GORAY_CRASH_HANDLER: "1", or the process's id, which goray sets in Ray
/// workers. Installs once; also where several libraries do. Returns whether it is asked for. If the
/// variable is there, whatever it says, the library `watches_calls` as well.
bool InstallCrashReports();

/// What it returned last. Set before any call.
extern constinit bool has_crash_reports;

/// Gives this thread another stack for reports, once.
void UseAlternateStack();

/// Lets a stack overflow of this thread be reported. Cheap after the first time, and without
/// reports.
inline void PrepareThreadForCrash() {
  if (has_crash_reports) [[unlikely]]
    UseAlternateStack();
}

}  // namespace goray::debugging
