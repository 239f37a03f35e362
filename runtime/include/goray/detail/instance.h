// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <typeinfo>

namespace goray::dispatch {

/// Throws Error: the constructor of `type` needs an object of its own class.
[[noreturn]] void FailInstanceWithinItself(const std::type_info& type);

/// The first call of `Instance`.
template <typename T>
[[gnu::cold, gnu::noinline]] T& MakeInstance(std::atomic<T*>& instance) {
  static constinit thread_local bool is_in_constructor = false;
  if (is_in_constructor) FailInstanceWithinItself(typeid(T));
  struct Scope {
    Scope() { is_in_constructor = true; }
    ~Scope() { is_in_constructor = false; }
  };
  std::unique_ptr<T> made;
  {
    const Scope scope;
    made.reset(new T());
  }
  T* first = nullptr;
  if (!instance.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel))
    return *first;
  return *made.release();
}

/// The process's one `T`, made at the first call. It is never destroyed, because calls may still
/// run while the process ends. No lock is held while it is made, as its constructor may wait for
/// Python: threads that call at once may make one each, and all but the first one that is ready are
/// destroyed again. Throws what the constructor throws, and the next call tries again; throws Error
/// if the constructor leads back here on its own thread.
template <typename T>
T& Instance() {
  static constinit std::atomic<T*> instance = nullptr;
  if (T* const ready = instance.load(std::memory_order_acquire)) [[likely]]
    return *ready;
  return MakeInstance(instance);
}

}  // namespace goray::dispatch
