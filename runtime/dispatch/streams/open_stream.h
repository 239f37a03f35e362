// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/app.h>
#include <goray/detail/stream.h>
#include <goray/wire/writer.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "dispatch/interruption.h"
#include "dispatch/request.h"

namespace goray::dispatch {

/// What the body of a stream may refer to: the message of its call, which the host takes away, and the actor.
struct KeptCall {
  /// Copies `data`, which `request` views.
  KeptCall(std::span<const std::byte> data, Request request, std::shared_ptr<void> actor);
  KeptCall(const KeptCall&) = delete;
  KeptCall& operator=(const KeptCall&) = delete;

  std::vector<std::byte> data;
  Request request;  ///< Views `data` here.
  std::shared_ptr<void> actor;
};

/// A stream that the host has by an id. Thread-safe: a step on one thread may be stopped by another one.
class OpenStream {
 public:
  OpenStream(const Callable& callable, std::unique_ptr<KeptCall> call,
             std::unique_ptr<StreamBody> body);
  ~OpenStream();
  OpenStream(const OpenStream&) = delete;
  OpenStream& operator=(const OpenStream&) = delete;

  const Callable& callable() const { return callable_; }

  /// Writes the next item. False: there is none, as the body has ended, or the stream was closed. Throws what the body throws,
  /// which ends it, and Error if another step is running.
  bool Next(wire::Writer& writer);
  /// Whether there is no body any more.
  bool IsOver();
  /// Destroys the body. One that runs is interrupted instead, and destroyed by its own thread.
  void Close();

 private:
  /// Throws Error if a step runs already; false if there is no body any more.
  bool Begin();
  /// After a step; the body goes if `is_over`, or the stream was closed meanwhile.
  void End(bool is_over) noexcept;
  bool WriteNext(wire::Writer& writer);
  bool IsClosed();

  const Callable& callable_;
  Interruption interruption_;
  std::unique_ptr<KeptCall> call_;
  std::unique_ptr<StreamBody> body_;  // destroyed before what it refers to
  std::mutex mutex_;                  // of what follows, and of whether there is a body
  bool is_running_ = false;
  bool is_closed_ = false;
};

}  // namespace goray::dispatch
