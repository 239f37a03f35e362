// SPDX-License-Identifier: Apache-2.0
#include "api/background/detached_thread.h"

#include <pthread.h>

#include <csignal>

namespace goray::api {

bool StartDetachedThread(void* (*run)(void*)) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread{};
  const bool is_started = pthread_create(&thread, nullptr, run, nullptr) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (is_started) pthread_detach(thread);
  return is_started;
}

}  // namespace goray::api
