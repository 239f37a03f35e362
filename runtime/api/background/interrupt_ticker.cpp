// SPDX-License-Identifier: Apache-2.0
#include "api/background/interrupt_ticker.h"

#include <goray/interrupt.h>
#include <pthread.h>
#include <time.h>

#include <atomic>

#include "api/background/detached_thread.h"

namespace goray::api {
namespace {

std::atomic<bool> is_asked = false;
std::atomic<bool> is_running = false;

void Tick() {
  if (++detail::interrupt_tick == 0) ++detail::interrupt_tick;
}

// A thread for a while, not for ever: a process that asks no more has none, and none outlives the questions by long.
void* RunTicker(void*) {
  constexpr timespec kPause = {
      0, std::chrono::duration_cast<std::chrono::nanoseconds>(kInterruptTick).count()};
  constexpr int kIdleTicks = 40;
  do {
    for (int idle = 0; idle < kIdleTicks; idle = is_asked.exchange(false) ? 0 : idle + 1) {
      nanosleep(&kPause, nullptr);
      Tick();
    }
    is_running = false;
    // Who asked meanwhile saw a thread that runs.
  } while (is_asked && !is_running.exchange(true));
  return nullptr;
}

// The child has none of its parent's threads.
void ForgetTicker() {
  is_running = false;
  Tick();
}

}  // namespace

void KeepTicking() {
  is_asked = true;
  if (is_running.exchange(true)) return;
  [[maybe_unused]] static const int registered = pthread_atfork(nullptr, nullptr, &ForgetTicker);
  if (!StartDetachedThread(&RunTicker)) ForgetTicker();  // each question is asked
}

}  // namespace goray::api
