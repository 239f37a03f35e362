// SPDX-License-Identifier: Apache-2.0
#include "rpyc/connection/process.h"

#include <pthread.h>

#include <atomic>

namespace goray::rpyc_bridge {
namespace {

std::atomic<unsigned> fork_count = 0;

const int kRegistered = pthread_atfork(nullptr, nullptr, [] { ++fork_count; });

}  // namespace

unsigned ForkCount() {
  (void)kRegistered;
  return fork_count.load(std::memory_order_relaxed);
}

NoCancellation::NoCancellation() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }

NoCancellation::~NoCancellation() { pthread_setcancelstate(before_, nullptr); }

}  // namespace goray::rpyc_bridge
