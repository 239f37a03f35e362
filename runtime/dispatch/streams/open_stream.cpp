// SPDX-License-Identifier: Apache-2.0
#include "dispatch/streams/open_stream.h"

#include <goray/error.h>

#include <string>
#include <utility>

namespace goray::dispatch {
namespace {

std::span<const std::byte> Moved(std::span<const std::byte> part, std::span<const std::byte> from,
                                 std::span<const std::byte> to) {
  if (part.empty()) return {};
  return to.subspan(static_cast<std::size_t>(part.data() - from.data()), part.size());
}

}  // namespace

KeptCall::KeptCall(std::span<const std::byte> message, Request parsed, std::shared_ptr<void> called)
    : data(message.begin(), message.end()), request(std::move(parsed)), actor(std::move(called)) {
  request.name = {};
  request.arguments.values = Moved(request.arguments.values, message, data);
  for (ResolvedRef& ref : request.refs)
    ref.message.values = Moved(ref.message.values, message, data);
}

OpenStream::OpenStream(const Callable& callable, std::unique_ptr<KeptCall> call,
                       std::unique_ptr<StreamBody> body)
    : callable_(callable), call_(std::move(call)), body_(std::move(body)) {}

OpenStream::~OpenStream() = default;

bool OpenStream::Next(wire::Writer& writer) {
  if (!Begin()) return false;
  bool has_item = false;
  try {
    has_item = WriteNext(writer);
  } catch (const InterruptedError&) {
    const bool is_closed = IsClosed();
    End(true);
    if (is_closed) return false;  // that is why it was interrupted
    throw;
  } catch (...) {
    End(true);
    throw;
  }
  has_item = has_item && !IsClosed();
  End(!has_item);
  return has_item;
}

bool OpenStream::WriteNext(wire::Writer& writer) {
  const StreamInterruptionScope scope(interruption_);
  try {
    return body_->Next(writer);
  } catch (const wire::CodecError& error) {
    const char* const what = callable_.is_coroutine ? "() result: " : "() item: ";
    wire::Rethrow(error, std::string(callable_.name) + what);
  }
}

void OpenStream::Close() {
  std::unique_ptr<StreamBody> closed;
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    if (!is_running_) closed = std::move(body_);
  }
  interruption_.Interrupt();  // threads that help the body see it, too
  closed.reset();
}

bool OpenStream::Begin() {
  const std::lock_guard lock(mutex_);
  if (is_running_) {
    throw Error(std::string(callable_.name) +
                "(): its stream gives an item already, to another thread or to a call that its "
                "body makes; take its items one after another");
  }
  if (body_ == nullptr) return false;
  is_running_ = true;
  return true;
}

void OpenStream::End(bool is_over) noexcept {
  std::unique_ptr<StreamBody> ended;
  {
    const std::lock_guard lock(mutex_);
    is_running_ = false;
    if (is_over || is_closed_) ended = std::move(body_);
  }
  ended.reset();
}

bool OpenStream::IsOver() {
  const std::lock_guard lock(mutex_);
  return body_ == nullptr;
}

bool OpenStream::IsClosed() {
  const std::lock_guard lock(mutex_);
  return is_closed_;
}

}  // namespace goray::dispatch
