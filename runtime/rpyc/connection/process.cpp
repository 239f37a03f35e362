// SPDX-License-Identifier: Apache-2.0
#include "rpyc/connection/process.h"

#include <pthread.h>

#include <atomic>

namespace goray::rpyc_bridge {
namespace {

std::atomic<unsigned> fork_count = 0;

const int registered = pthread_atfork(nullptr, nullptr, [] { ++fork_count; });

}  // namespace

unsigned ForkCount() {
  (void)registered;
  return fork_count.load(std::memory_order_relaxed);
}

}  // namespace goray::rpyc_bridge
