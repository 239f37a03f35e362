// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/object.h>

#include <chrono>
#include <functional>
#include <memory>

namespace goray::rpyc {

/// The result of a call that is under way. Dropped before it came, the result is thrown away; the
/// call itself goes on.
template <typename T>
class Future {
 public:
  explicit Future(rpyc_future_t* future) : future_(future, rpyc_future_free) {
    if (future == nullptr) ThrowLastError();
  }
  /// Whether Get() would return at once.
  bool Ready() const { return rpyc_future_ready(future_.get()) == 1; }
  /// Waits for the result, as long as a call on the connection may take; gives it once.
  T Get() { return Take<T>(rpyc_future_get(future_.get(), RPYC_DEFAULT_TIMEOUT)); }
  /// Waits `limit`; after a TimeoutError it may be asked again.
  T Get(std::chrono::milliseconds limit) {
    return Take<T>(
        rpyc_future_get(future_.get(), limit.count() > 0 ? static_cast<int>(limit.count()) : 1));
  }
  /// Runs `callback` once when the result is there or the connection lost; see rpyc_future_then()
  /// for the thread it runs on. It must not throw.
  void Then(std::function<void()> callback) {
    auto owned = std::make_unique<std::function<void()>>(std::move(callback));
    auto run = [](void* data) noexcept {
      const std::unique_ptr<std::function<void()>> owner(static_cast<std::function<void()>*>(data));
      (*owner)();
    };
    if (rpyc_future_then(future_.get(), run, owned.get()) != 0) ThrowLastError();
    owned.release();
  }

 private:
  std::unique_ptr<rpyc_future_t, decltype(&rpyc_future_free)> future_;
};

}  // namespace goray::rpyc
