// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include "library/library.h"

namespace gorayffi {

/// Runs `work` in this thread and in others, `count` in all or as many as the system gives, until it has returned in each of them. It
/// begins and ends with the GIL. This thread looks for interruptions of its call while it waits. What one of them raises, or an
/// interruption, sets `stop`, upon which `work` has to return, and is raised here.
void RunInThreads(std::size_t count, const Library& library, std::atomic<bool>& stop,
                  const std::function<void()>& work);

}  // namespace gorayffi
