// SPDX-License-Identifier: Apache-2.0
#include "base/stack.h"

#include <goray/wire/limits.h>
#include <pthread.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace gorayffi {
namespace {

struct StackBounds {
  std::uintptr_t lowest = 0;
  std::size_t size = 0;  // 0: not known
};

StackBounds BoundsOfThisThread() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return {};
  void* lowest = nullptr;
  std::size_t size = 0;
  if (pthread_attr_getstack(&attributes, &lowest, &size) != 0) size = 0;
  pthread_attr_destroy(&attributes);
  return {reinterpret_cast<std::uintptr_t>(lowest), size};
}

}  // namespace

bool HasStackForCall() {
  thread_local const StackBounds bounds = BoundsOfThisThread();
  const std::uintptr_t used =
      reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - bounds.lowest;
  if (used > bounds.size) return true;  // a stack that the library made, such as a coroutine's
  return used > std::min(goray::limits::kStackReserve, bounds.size / 4);
}

}  // namespace gorayffi
