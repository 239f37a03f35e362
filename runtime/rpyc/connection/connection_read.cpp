// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <utility>

#include "rpyc/connection/connection.h"
#include "rpyc/connection/dispatch_request.h"
#include "rpyc/protocol/box.h"

namespace goray::rpyc_bridge {

/// Reads until a message came, the deadline passed, or there is room to flush. The caller has set
/// `reading_`. Never throws: what goes wrong ends the connection, and so all calls.
void Connection::ReadOnce(Deadline deadline) {
  try {
    bool dispatched = false;
    bool has_read = false;
    while (true) {
      while (std::optional<MessageBytes> message_bytes = reader_.Next(deadline)) {
        Dispatch(std::move(*message_bytes));
        dispatched = true;
      }
      // One who only looks has read once; a message that drips must not hold anybody longer.
      if (dispatched || reader_.inflating() || (has_read && deadline.passed())) return;
      if (!tuned_) stream_->AcknowledgeAtOnce();
      if (!stream_->Buffered()) {
        short events = WaitFor(stream_->fd(), has_unsent_ ? POLLIN | POLLOUT : POLLIN, deadline);
        if (events == 0 || events == POLLOUT) return;  // nothing to read; the caller flushes
      }
      std::optional<std::size_t> count = stream_->Read(reader_.Space());
      if (count == 0) throw ConnectionFailure("connection lost: the server closed it");
      reader_.Filled(count.value_or(0));
      has_read = true;
    }
  } catch (const Failure& failure) {
    Fail(failure);
  } catch (const std::bad_alloc&) {
    Fail(ProtocolFailure("out of memory while reading a message"));
  }
}

void Connection::CheckGeneration(std::string_view message_bytes) {
  std::lock_guard lock(mutex_);
  if (spoken_) return;
  spoken_ = DetectGeneration(message_bytes);
  if (spoken_ != generation_) throw ProtocolFailure("the server speaks another generation of RPyC");
}

void Connection::Dispatch(MessageBytes message_bytes) {
  CheckGeneration(message_bytes.view());
  MessageHeader header = ReadHeader(message_bytes.view(), generation_);
  if (header.kind != MessageKind::kRequest) return DispatchAnswer(header, std::move(message_bytes));
  bool closes = false;
  std::string answer = DispatchRequest(header, generation_, closes);
  if (closes) throw ConnectionFailure("connection lost: the server closed it");
  std::lock_guard lock(mutex_);
  Queue(answer, Cause::kServer);
}

void Connection::DispatchAnswer(const MessageHeader& header, MessageBytes message_bytes) {
  std::unique_lock lock(mutex_);
  auto found = calls_.find(header.seq);
  if (found == calls_.end()) {
    lock.unlock();
    if (header.kind == MessageKind::kReply) DropAnswer(header.body);
    return;
  }
  found->second->budget->Charge(message_bytes.size);  // else the call fails with the connection
  std::shared_ptr<PendingRequest> call = std::move(found->second);
  calls_.erase(found);
  if (call.use_count() == 1 && !call->when_done) {  // whoever asked is gone
    lock.unlock();
    if (header.kind == MessageKind::kReply) DropAnswer(header.body);
    return;
  }
  call->answer = Answer{header.kind, std::move(message_bytes), header.body, call->budget};
  call->done = true;
  if (call->when_done) ready_.push_back(std::exchange(call->when_done, {}));
  call->wake.notify_all();
}

/// Nobody wants this answer; the objects in it must still be released, or the server keeps them.
void Connection::DropAnswer(std::string_view body) {
  if (body.size() > kLateAnswerBytes) return;
  Arena arena(std::make_shared<Budget>(limits_), Deadline::Never());
  auto release = [&](const Value& value, auto& self) -> void {
    if (value.kind == kTheirObject) QueueRelease(Reference(value), Cause::kServer);
    if (value.kind == RPYC_TUPLE) {
      for (const Value& item : Items(value)) self(item, self);
    }
  };
  release(Unbox(BrineReader(body, arena, limits_.depth).Read(), arena), release);
}

}  // namespace goray::rpyc_bridge
