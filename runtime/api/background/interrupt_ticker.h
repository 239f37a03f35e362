// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace goray::api {

/// How long a thread that asks does not ask Python again.
inline constexpr std::chrono::milliseconds kInterruptTick{5};

/// From now on `detail::interrupt_tick` goes on, until this was not called for a while; the first question after that
/// is asked in any case. Thread-safe, also after a fork.
void KeepTicking();

}  // namespace goray::api
