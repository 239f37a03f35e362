// SPDX-License-Identifier: Apache-2.0
#include "rpyc/connection/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

namespace goray::rpyc_bridge {

Connection::Connection(std::unique_ptr<Stream> stream, Generation generation,
                       const Options& options)
    : generation_(generation),
      limits_(options.limits),
      stream_(std::move(stream)),
      reader_(options.limits.frame_bytes) {}

Connection::~Connection() { Close("the connection was closed"); }

std::shared_ptr<Call> Connection::Send(Handler handler, std::span<const Value> arguments,
                                       Deadline deadline) {
  if (foreign())
    throw ConnectionFailure(
        "the connection belongs to the parent process; get the object anew in this one");
  auto call = std::make_shared<Call>();
  {
    std::lock_guard lock(mutex_);
    call->seq = next_seq_++;
  }
  GatherBuffer output;
  WriteRequest(generation_, call->seq, handler, arguments, output);
  {
    std::lock_guard lock(mutex_);
    if (closed_) throw *closed_;
    calls_.emplace(call->seq, call);
  }
  Write(output, deadline);
  return call;
}

Answer Connection::Wait(Call& call, Deadline deadline, AfterTimeout after_timeout) {
  if (foreign()) throw ConnectionFailure("the call was made by the parent process");
  std::unique_lock lock(mutex_);
  while (!call.done && !deadline.passed()) {
    if (!reading_) {
      reading_ = true;
      lock.unlock();
      ReadOnce(deadline);
      Flush();
      lock.lock();
      reading_ = false;
      if (!ready_.empty()) {
        HandOver();  // a callback may take long
        lock.unlock();
        RunCallbacks();
        lock.lock();
      }
      continue;
    }
    waiting_.push_back(&call);
    if (deadline.never()) {
      call.wake.wait(lock);
    } else {
      call.wake.wait_until(lock, deadline.at());
    }
    std::erase(waiting_, &call);
  }
  HandOver();
  if (!call.done) {
    if (after_timeout == AfterTimeout::kDrop) calls_.erase(call.seq);
    throw Failure(FailureKind::kTimeout, "no answer within " +
                                             std::to_string(deadline.budget_ms()) +
                                             " ms; the server may still be at work on it");
  }
  if (call.failure) throw *call.failure;
  if (call.taken) throw UsageFailure("the result of this call was taken before");
  call.taken = true;
  return std::move(*call.answer);
}

bool Connection::Poll(Call& call) {
  if (foreign()) return false;
  std::unique_lock lock(mutex_);
  if (!call.done && !reading_) {
    reading_ = true;
    lock.unlock();
    ReadOnce(Deadline::Now());
    Flush();
    lock.lock();
    reading_ = false;
    HandOver();
    lock.unlock();
    RunCallbacks();
    lock.lock();
  }
  return call.done;
}

void Connection::Then(Call& call, std::function<void()> callback) {
  {
    std::lock_guard lock(mutex_);
    if (!call.done) {
      call.when_done = std::move(callback);
      return;
    }
  }
  callback();
}

void Connection::Abandon(Call& call) {
  if (foreign()) return;
  std::unique_lock lock(mutex_);
  calls_.erase(call.seq);
  call.when_done = nullptr;
  if (!call.answer || call.taken) return;
  Answer answer = std::move(*std::exchange(call.answer, std::nullopt));
  lock.unlock();
  if (answer.kind == MessageKind::kReply) DropAnswer(answer.body);
  Flush();
}

/// A sleeping thread takes over the reading, if nobody reads.
void Connection::HandOver() {
  if (!reading_ && !waiting_.empty()) waiting_.front()->wake.notify_one();
}

bool Connection::alive() const {
  if (foreign()) return false;
  {
    std::lock_guard lock(mutex_);
    if (closed_) return false;
  }
  return !stream_->PeerHungUp();
}

std::optional<Generation> Connection::spoken() const {
  std::lock_guard lock(mutex_);
  return spoken_;
}

void Connection::Close(const std::string& reason) {
  if (foreign()) return;
  {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    GatherBuffer output;
    WriteRequest(generation_, next_seq_++, Handler::kClose, {}, output);
    outbox_ += output.ToString();
  }
  Flush();
  Fail(ConnectionFailure(reason));
  RunCallbacks();
}

void Connection::Fail(const Failure& failure) {
  {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = failure;
    for (auto& [seq, call] : calls_) {
      call->done = true;
      call->failure = failure;
      if (call->when_done) ready_.push_back(std::exchange(call->when_done, {}));
      call->wake.notify_all();
    }
    calls_.clear();
  }
  stream_->SayGoodbye();
  shutdown(stream_->fd(), SHUT_RDWR);  // wakes whoever waits for the socket
}

void Connection::RunCallbacks() {
  std::vector<std::function<void()>> ready;
  {
    std::lock_guard lock(mutex_);
    ready.swap(ready_);
  }
  for (auto& callback : ready) callback();
}

}  // namespace goray::rpyc_bridge
