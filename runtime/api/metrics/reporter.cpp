// SPDX-License-Identifier: Apache-2.0
#include "api/metrics/reporter.h"

#include <pthread.h>
#include <time.h>

#include <atomic>
#include <cstdio>
#include <exception>
#include <utility>

#include "api/background/detached_thread.h"
#include "ffi/host.h"

namespace goray::api {
namespace {

std::atomic<bool> is_reporting = false;

constexpr timespec kReportPause{1, 0};
constexpr int kIdleReports = 10;

// What cannot be reported now is kept, and said once.
bool Report() {
  static bool is_said = false;
  try {
    return ReportMetrics();
  } catch (const std::exception& error) {
    if (!std::exchange(is_said, true))
      std::fprintf(stderr, "goray: metrics of C++ are not reported: %s\n", error.what());
    return false;
  }
}

// A thread for a while, not for ever: a process that counts no more has none.
void* RunReporter(void*) {
  do {
    for (int idle = 0; idle < kIdleReports; ++idle) {
      nanosleep(&kReportPause, nullptr);
      if (Report()) idle = 0;
    }
    is_reporting = false;
    // Who counted meanwhile saw a thread that runs.
  } while (Report() && !is_reporting.exchange(true));
  return nullptr;
}

// The child has none of its parent's threads.
void ForgetReporter() { is_reporting = false; }

}  // namespace

void KeepReporting() {
  if (is_reporting.load(std::memory_order_relaxed)) return;
  if (!ffi::HasHost() || is_reporting.exchange(true)) return;  // no Python, or it has not come yet
  [[maybe_unused]] static const int registered = pthread_atfork(nullptr, nullptr, &ForgetReporter);
  if (!StartDetachedThread(&RunReporter)) ForgetReporter();  // the next one tries again
}

}  // namespace goray::api
