// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <stop_token>

namespace goray::dispatch {

/// What is known of a call's interruption; made when somebody wants to know of it.
struct Interruption {
  Interruption() { ++count_; }
  ~Interruption() { --count_; }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// By its own thread, or by another one that closes the stream whose body it is.
  void Interrupt();

  std::atomic<bool> is_interrupted = false;
#ifdef __cpp_lib_jthread
  std::stop_source source;
#endif

  /// Of all threads; rarely more than none, so that calls need not look for one of their own.
  static constinit std::atomic<int> count_;
};

/// The one of this thread's innermost call; null: there is none yet.
Interruption* FindInterruption();
/// The same, made if there is none.
Interruption& GetInterruption();
/// From now on this thread's innermost call is interrupted.
void SetInterrupted();

/// Around a call of the library: an interruption is of one call, neither of the calls that it is inside of nor of later ones.
class InterruptionScope {
 public:
  InterruptionScope() {
    if (Interruption::count_.load(std::memory_order_relaxed) != 0) [[unlikely]]
      Begin();
  }
  ~InterruptionScope() {
    if (Interruption::count_.load(std::memory_order_relaxed) != 0) [[unlikely]]
      End();
  }
  InterruptionScope(const InterruptionScope&) = delete;
  InterruptionScope& operator=(const InterruptionScope&) = delete;

 private:
  void Begin() noexcept;
  void End() noexcept;

  Interruption* outer_ = nullptr;
};

/// Around a step of a stream, whose steps are one call to its body: what is known of its interruption goes from one to the next.
class StreamInterruptionScope {
 public:
  explicit StreamInterruptionScope(Interruption& of_stream) noexcept;
  ~StreamInterruptionScope() { End(); }
  StreamInterruptionScope(const StreamInterruptionScope&) = delete;
  StreamInterruptionScope& operator=(const StreamInterruptionScope&) = delete;

 private:
  void End() noexcept;

  Interruption* outer_;
};

}  // namespace goray::dispatch
