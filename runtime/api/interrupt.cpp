// SPDX-License-Identifier: Apache-2.0
#include <goray/interrupt.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "api/background/interrupt_ticker.h"
#include "dispatch/interruption.h"
#include "ffi/host.h"

namespace goray {

constinit std::atomic<std::uint32_t> detail::interrupt_tick = 1;
constinit std::array<std::atomic<std::uint64_t>, 1 << detail::TickNote::kBits>
    detail::TickNote::notes_{};

namespace {

using Clock = std::chrono::steady_clock;

// Beside threads that keep Python busy a question may take milliseconds; then they come more rarely, so that they
// cost a loop a tenth of its time. Not for ever more rarely: a question that met a thread which held Python's lock for
// a second would make the call go on for ten.
constexpr int kPausePerQuestion = 10;
constexpr std::chrono::milliseconds kLongestPause{50};
constinit thread_local Clock::time_point next_question{};
constinit thread_local std::uint32_t answered_tick = 0;  // a tick is never 0

bool IsInterrupted() {
  const Clock::time_point start = Clock::now();
  if (start < next_question) return false;
  const bool is_interrupted = ffi::AskForInterrupt();
  const Clock::time_point end = Clock::now();
  next_question = std::min(start + kPausePerQuestion * (end - start), end + kLongestPause);
  return is_interrupted;
}

}  // namespace

void detail::AskForInterrupt() {
  const std::uint32_t tick = interrupt_tick.load(std::memory_order_relaxed);
  if (std::exchange(answered_tick, tick) == tick)
    return TickNote().Set(tick);  // the note was another thread's
  const dispatch::Interruption* const known = dispatch::FindInterruption();
  if (known == nullptr || !known->is_interrupted) {
    TickNote().Set(tick);
    if (!ffi::HostKnowsInterrupts()) return;
    api::KeepTicking();
    if (!IsInterrupted()) return;
    dispatch::SetInterrupted();
  }
  answered_tick = 0;  // whoever asks again is told again
  TickNote().Clear();
  throw InterruptedError("the call was interrupted, by Ctrl-C, a cancelled task or a signal");
}

#ifdef __cpp_lib_jthread
std::stop_token StopToken() { return dispatch::GetInterruption().source.get_token(); }
#endif

}  // namespace goray
