// SPDX-License-Identifier: Apache-2.0
// What is told of an exception, and of a crash. This stage knows of a callable its name and
// place alone.
//
//   CallFrameScope (call_frame.h) around user code: where stacks end, and whose they are
//
//   exception --StackOf--> Stack --StackText--> lines        stack.h, symbols.h
//             |                      |
//             |                  ModuleAt, SourceFramesAt    debug_info.h
//             |--TypeOf--> class, bases, Python's exception  exception_type.h
//             +--CurrentFailure--> JSON of all that          here
//
//   signal, std::terminate --InstallCrashReports--> report on stderr  crash.h
#pragma once

#include <exception>
#include <string>

#include "debugging/call_frame.h"

namespace goray::debugging {

/// The exception being handled, as the JSON of code 5:
///   {"Message", "Traceback", "Language": "cpp", "Type": "shop::SoldOut", "PyType": "LookupError",
///    "Bases": ["shop::Error"], "Task": "Buy", "Cause": {...}}
/// `exception` is it, or null if it is no std::exception. "Cause" is what was nested, or what a
/// TaskError stands for; "Errno" and "Filename" are of system errors. The handler has `catch (const
/// UnwindWatch&)` before it, for the traceback. `callable` is what failed. To be called in a
/// `catch` block; throws `std::bad_alloc` at worst.
std::string CurrentFailure(const CallableInfo& callable, const std::exception* exception);

/// The exception being handled, or about to end the process: `std::runtime_error: what() of it`.
std::string CurrentText();

}  // namespace goray::debugging
