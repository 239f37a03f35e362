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
      reader_(options.limits) {}

Connection::~Connection() {
  try {
    Close("the connection was closed");
  } catch (...) {
    FailWith(std::current_exception());
  }
}

/// `reading_` while `lock`, of `mutex_`, is let go. A thread that ends in here (pthread_cancel) hands
/// the reading over.
class Connection::ReadingScope {
 public:
  ReadingScope(Connection& connection, std::unique_lock<std::mutex>& lock)
      : connection_(connection), lock_(lock) {
    connection_.reading_ = true;
    lock_.unlock();
  }
  ~ReadingScope() {
    lock_.lock();
    connection_.reading_ = false;
    if (!completed_) connection_.HandOver();
  }
  ReadingScope(const ReadingScope&) = delete;
  ReadingScope& operator=(const ReadingScope&) = delete;
  void Complete() { completed_ = true; }

 private:
  Connection& connection_;
  std::unique_lock<std::mutex>& lock_;
  bool completed_ = false;
};

/// ReadOnce() by the one thread that may. `lock`, of `mutex_`, is let go meanwhile; the caller hands
/// over. A writer does not flush, as it holds `write_mutex_`.
void Connection::ReadUnlocked(std::unique_lock<std::mutex>& lock, Deadline deadline, bool flush) {
  ReadingScope scope(*this, lock);
  ReadOnce(deadline);
  if (flush) Flush();
  scope.Complete();
}

std::shared_ptr<PendingRequest> Connection::Send(Handler handler, std::span<const Value> arguments,
                                                 Deadline deadline,
                                                 std::shared_ptr<Budget> budget) {
  if (foreign())
    throw ConnectionFailure(
        "the connection belongs to the parent process; get the object anew in this one");
  auto call = std::make_shared<PendingRequest>();
  call->budget = budget ? std::move(budget) : std::make_shared<Budget>(limits_);
  {
    std::lock_guard lock(mutex_);
    call->seq = next_seq_++;
  }
  GatherBuffer output;
  WriteRequest(generation_, call->seq, handler, arguments, output);
  {
    std::lock_guard lock(mutex_);
    if (closed_) throw Failure(*closed_);
    calls_.emplace(call->seq, call);
  }
  try {
    Write(output, deadline);
  } catch (...) {
    std::lock_guard lock(mutex_);
    calls_.erase(call->seq);
    throw;
  }
  RunCallbacks();
  return call;
}

Answer Connection::Wait(PendingRequest& call, Deadline deadline, AfterTimeout after_timeout) {
  if (foreign()) throw ConnectionFailure("the call was made by the parent process");
  RunCallbacks();  // of a loss that a function noticed that runs none
  std::unique_lock lock(mutex_);
  while (!call.done && !deadline.passed()) {
    if (!reading_) {
      ReadUnlocked(lock, deadline, true);
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
  if (call.failure) throw Failure(*call.failure);
  if (!call.answer) throw UsageFailure("the result of this call was taken before");
  Answer answer = std::move(*call.answer);
  call.answer.reset();
  return answer;
}

bool Connection::Poll(PendingRequest& call) {
  if (foreign()) return false;
  std::unique_lock lock(mutex_);
  if (!call.done && !reading_) {
    ReadUnlocked(lock, Deadline::Now(), true);
    HandOver();
  }
  lock.unlock();
  RunCallbacks();
  lock.lock();
  return call.done;
}

void Connection::Then(PendingRequest& call, std::function<void()> callback) {
  {
    std::lock_guard lock(mutex_);
    if (!call.done) {
      call.when_done = std::move(callback);
      return;
    }
  }
  callback();
}

void Connection::Abandon(PendingRequest& call) noexcept try {
  if (foreign()) return;
  std::unique_lock lock(mutex_);
  calls_.erase(call.seq);
  call.when_done = nullptr;
  if (!call.answer) return;
  Answer answer = std::move(*call.answer);
  call.answer.reset();
  lock.unlock();
  if (answer.kind == MessageKind::kReply) DropAnswer(answer.body);
  Flush();
} catch (...) {
  FailWith(std::current_exception());
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
  const NoCancellation scope;
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
  std::unique_lock lock(mutex_);
  while (!ready_.empty()) {
    std::function<void()> callback = std::move(ready_.front());
    ready_.pop_front();
    lock.unlock();
    callback();
    lock.lock();
  }
}

/// The end of a connection where nobody could be told of the error.
void Connection::FailWith(std::exception_ptr error) noexcept {
  try {
    try {
      std::rethrow_exception(std::move(error));
    } catch (const Failure& failure) {
      Fail(failure);
    } catch (...) {
      Fail(ConnectionFailure("connection lost: out of memory"));
    }
  } catch (...) {  // not even memory for that; whoever reads next notices the end
    shutdown(stream_->fd(), SHUT_RDWR);
  }
}

}  // namespace goray::rpyc_bridge
