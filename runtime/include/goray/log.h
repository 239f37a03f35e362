// SPDX-License-Identifier: Apache-2.0
// C++ writes into Python's logging.
#pragma once

#include <string_view>

namespace goray {

/// The levels of Python's `logging`, by its numbers.
enum class LogLevel : int { kDebug = 10, kInfo = 20, kWarning = 30, kError = 40, kCritical = 50 };

/// Gives `text` to the logger of Python's `logging` that has the library's name, "search" of libsearch.so, which is the
/// package's (the last part of a dotted one), with the place in C++. So levels, handlers and formats are those that Python set up, and what
/// `ray.LoggingConfig` adds is there: the ids of job, worker, node, task and actor. Text is UTF-8.
///
/// Where Python cannot be asked, it is a line on stderr, "WARNING search.cpp:12] text": in a program without
/// Python, under the published goray, and at the process's end. Throws nothing but InterruptedError. Any thread
/// may call it; it takes about ten microseconds, also where the level is switched off.
///
/// Example:
///   goray::Log(goray::LogLevel::kWarning, "no orders for " + day);
void Log(LogLevel level, std::string_view text, const char* file = __builtin_FILE(),
         int line = __builtin_LINE(), const char* function = __builtin_FUNCTION());

}  // namespace goray
