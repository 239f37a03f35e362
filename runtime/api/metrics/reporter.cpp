// SPDX-License-Identifier: Apache-2.0
#include "api/metrics/reporter.h"

#include <pthread.h>
#include <time.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>

#include "ffi/host.h"

namespace goray::api {
namespace {

std::atomic<bool> is_reporting = false;

constexpr timespec kReportPause{1, 0};
constexpr int kIdleReports = 10;

enum class Reported { kSome, kNothing, kNever };

Reported Report() {
  try {
    return ReportMetrics() ? Reported::kSome : Reported::kNothing;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "goray: metrics of C++ are not reported: %s\n", error.what());
    return Reported::kNever;
  }
}

// A thread for a while, not for ever: a process that counts no more has none.
void* RunReporter(void*) {
  do {
    for (int idle = 0; idle < kIdleReports; ++idle) {
      nanosleep(&kReportPause, nullptr);
      const Reported reported = Report();
      if (reported == Reported::kNever)
        return nullptr;  // `is_reporting` stays: nobody starts another
      if (reported == Reported::kSome) idle = 0;
    }
    is_reporting = false;
    // Who counted meanwhile saw a thread that runs.
  } while (Report() == Reported::kSome && !is_reporting.exchange(true));
  return nullptr;
}

// The child has none of its parent's threads.
void ForgetReporter() { is_reporting = false; }

}  // namespace

void KeepReporting() {
  if (is_reporting.load(std::memory_order_relaxed)) return;
  if (!ffi::HasHost() || is_reporting.exchange(true)) return;  // no Python, or it has not come yet
  [[maybe_unused]] static const int registered = pthread_atfork(nullptr, nullptr, &ForgetReporter);
  // Without signals, which are for the program's own threads.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread{};
  const bool is_started = pthread_create(&thread, nullptr, &RunReporter, nullptr) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (is_started)
    pthread_detach(thread);
  else
    is_reporting = false;  // no memory, or too many threads: the next one tries again
}

}  // namespace goray::api
