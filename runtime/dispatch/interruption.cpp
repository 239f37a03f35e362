// SPDX-License-Identifier: Apache-2.0
#include "dispatch/interruption.h"

#include <utility>

namespace goray::dispatch {
namespace {

// Of the innermost call. That of a thread which Python did not call ends with the thread.
thread_local std::unique_ptr<Interruption> interruption;

}  // namespace

constinit std::atomic<int> Interruption::count_ = 0;

Interruption* FindInterruption() { return interruption.get(); }

Interruption& GetInterruption() {
  if (!interruption) interruption = std::make_unique<Interruption>();
  return *interruption;
}

void Interruption::Interrupt() {
  is_interrupted = true;
#ifdef __cpp_lib_jthread
  source.request_stop();
#endif
}

void SetInterrupted() { GetInterruption().Interrupt(); }

void InterruptionScope::Begin() noexcept { outer_ = interruption.release(); }

void InterruptionScope::End() noexcept { interruption.reset(outer_); }

StreamInterruptionScope::StreamInterruptionScope(Interruption& of_stream) noexcept
    : outer_(interruption.release()) {
  interruption.reset(&of_stream);
}

void StreamInterruptionScope::End() noexcept {
  static_cast<void>(interruption.release());  // the stream's
  interruption.reset(outer_);
}

}  // namespace goray::dispatch
