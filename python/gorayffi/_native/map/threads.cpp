// SPDX-License-Identifier: Apache-2.0
#include "map/threads.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "base/gil.h"
#include "base/interrupts.h"
#include "library/callback.h"

namespace gorayffi {
namespace {

using namespace std::chrono_literals;

/// Threads that help a call of Python's. All but `WaitFor` needs the GIL.
class Helpers {
 public:
  Helpers(std::atomic<bool>& stop, const std::function<void()>& work) : stop_(stop), work_(work) {}
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  ~Helpers() {
    stop_ = true;  // of those that still run, as the call has failed
    const GilRelease released;
    for (std::thread& thread : threads_) thread.join();
  }

  /// False: the system gives no more threads.
  bool Add() {
    threads_.reserve(threads_.size() + 1);
    try {
      threads_.emplace_back([this] { Run(); });
    } catch (const std::system_error&) {
      return false;
    }
    const std::lock_guard lock(mutex_);
    ++running_;
    return true;
  }

  /// Whether none runs any more. Without the GIL.
  bool WaitFor(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, time, [this] { return running_ == 0; });
  }

  void RaiseError() {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void Run() {
    const PyGILState_STATE gil = PyGILState_Ensure();
    stop_of_this_thread = &stop_;
    try {
      work_();
    } catch (...) {
      if (!error_) error_ = std::current_exception();
      stop_ = true;
    }
    PyGILState_Release(gil);
    const std::lock_guard lock(mutex_);
    --running_;
    ended_.notify_one();
  }

  std::atomic<bool>& stop_;
  const std::function<void()>& work_;
  std::vector<std::thread> threads_;
  std::exception_ptr error_;  // the GIL guards it
  std::mutex mutex_;
  std::condition_variable ended_;
  int running_ = 0;
};

/// Signals are for the program's own threads, which wait for them.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

void RunInThreads(std::size_t count, const Library& library, std::atomic<bool>& stop,
                  const std::function<void()>& work) {
  Helpers helpers(stop, work);
  {
    const SignalsBlocked blocked;
    while (count-- > 1 && helpers.Add()) {
    }
  }
  work();
  const auto is_done = [&] {
    const GilRelease released;
    return helpers.WaitFor(5ms);
  };
  while (!is_done()) RaiseIfInterrupted(library);
  helpers.RaiseError();
}

}  // namespace gorayffi
