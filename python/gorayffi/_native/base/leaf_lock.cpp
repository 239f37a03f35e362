// SPDX-License-Identifier: Apache-2.0
#include "base/leaf_lock.h"

#include <pthread.h>

#include <mutex>

namespace gorayffi {
namespace {

std::mutex& TheMutex() {
  static auto* mutex = new std::mutex;  // never destroyed: threads of a library may outlive `main`
  return *mutex;
}

[[maybe_unused]] const int kForkHandlers = pthread_atfork(
    [] { TheMutex().lock(); }, [] { TheMutex().unlock(); }, [] { TheMutex().unlock(); });

}  // namespace

LeafLock::LeafLock() { TheMutex().lock(); }
LeafLock::~LeafLock() { TheMutex().unlock(); }

}  // namespace gorayffi
