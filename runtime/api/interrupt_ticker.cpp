// SPDX-License-Identifier: Apache-2.0
#include "api/interrupt_ticker.h"

#include <goray/interrupt.h>
#include <pthread.h>
#include <time.h>

#include <atomic>
#include <csignal>

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

// Without signals, which are for the program's own threads. False: no memory, or too many threads.
bool StartTicker() {
  [[maybe_unused]] static const int registered = pthread_atfork(nullptr, nullptr, &ForgetTicker);
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread{};
  const bool is_started = pthread_create(&thread, nullptr, &RunTicker, nullptr) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (is_started) pthread_detach(thread);
  return is_started;
}

}  // namespace

void KeepTicking() {
  is_asked = true;
  if (is_running.exchange(true)) return;
  if (!StartTicker()) ForgetTicker();  // each question is asked
}

}  // namespace goray::api
