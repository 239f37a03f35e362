// SPDX-License-Identifier: Apache-2.0
#include "library/gate.h"

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/gil.h"

namespace gorayffi {
namespace {

thread_local int inside_here = 0;  // callbacks of this thread, now on its stack

class Gate {
 public:
  /// A thread state for this thread, which has none; null if the gate is closed.
  /// `PyGILState_Ensure` would make it under a lock of Python's that a fork at that moment leaves
  /// locked in the child (seen in 3.11); here a fork waits.
  PyThreadState* Enter() {
    std::lock_guard lock(mutex_);
    if (closed_) return nullptr;
    PyThreadState* state = PyThreadState_New(PyInterpreterState_Main());
    if (state == nullptr) return nullptr;
    ++inside_;
    ++inside_here;
    return state;
  }
  void Leave() {
    std::lock_guard lock(mutex_);
    --inside_here;
    if (--inside_ == 0) empty_.notify_all();
  }
  void Close(std::chrono::duration<double> patience) {
    std::unique_lock lock(mutex_);
    closed_ = true;
    empty_.wait_for(lock, patience, [this] { return inside_ <= inside_here; });
  }
  void BeforeFork() { mutex_.lock(); }
  void AfterForkInParent() { mutex_.unlock(); }
  void AfterForkInChild() {
    inside_ = inside_here;  // the other threads are not here
    mutex_.unlock();
  }

 private:
  std::mutex mutex_;
  std::condition_variable empty_;
  bool closed_ = false;
  int inside_ = 0;
};

Gate& TheGate() {
  static Gate* gate = new Gate;  // never destroyed: threads of a library may outlive `main`
  return *gate;
}

[[maybe_unused]] const int kForkHandlers =
    pthread_atfork([] { TheGate().BeforeFork(); }, [] { TheGate().AfterForkInParent(); },
                   [] { TheGate().AfterForkInChild(); });

}  // namespace

PyThreadState* EnterGate() {
  PyThreadState* state = TheGate().Enter();
  if (state != nullptr) PyEval_RestoreThread(state);
  return state;
}

void LeaveGate(PyThreadState* state) {
  PyThreadState_Clear(state);
  PyThreadState_DeleteCurrent();
  TheGate().Leave();
}

void StopCallbacks(double seconds) {
  const GilRelease release;
  TheGate().Close(std::chrono::duration<double>(seconds));
}

}  // namespace gorayffi
