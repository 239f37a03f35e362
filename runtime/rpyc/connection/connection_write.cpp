// SPDX-License-Identifier: Apache-2.0
#include <poll.h>

#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include "rpyc/connection/connection.h"

namespace goray::rpyc_bridge {
namespace {

constexpr int kRetryMilliseconds = 10;

void Advance(std::span<iovec>& pieces, std::size_t count) {
  while (!pieces.empty() && count >= pieces.front().iov_len) {
    count -= pieces.front().iov_len;
    pieces = pieces.subspan(1);
  }
  if (count == 0) return;
  pieces.front().iov_base = static_cast<char*>(pieces.front().iov_base) + count;
  pieces.front().iov_len -= count;
}

}  // namespace

void Connection::Write(const GatherBuffer& output, Deadline deadline) {
  {
    std::unique_lock writing = LockWriting(deadline);
    try {
      std::vector<iovec> pieces = output.Pieces();
      if (has_unsent_) {
        pieces.insert(pieces.begin(),
                      {unsent_.data() + unsent_begin_, unsent_.size() - unsent_begin_});
      }
      WritePieces(pieces, deadline);
      has_unsent_ = false;
    } catch (const Failure& failure) {
      Fail(failure);  // half a message may be out: this connection is of no more use
      writing.unlock();
      RunCallbacks();
      throw;
    } catch (...) {
      Fail(ConnectionFailure("connection lost: a request was cut off"));
      throw;
    }
  }
  Flush();
}

/// Throws kTimeout: nothing was sent, and the connection is as good as before.
std::unique_lock<std::timed_mutex> Connection::LockWriting(Deadline deadline) {
  std::unique_lock lock(write_mutex_, std::defer_lock);
  if (deadline.never()) {
    lock.lock();
  } else if (!lock.try_lock() && !lock.try_lock_until(deadline.at())) {
    throw Failure(FailureKind::kTimeout,
                  "the server takes no request; this one was not sent within " +
                      std::to_string(deadline.budget_ms()) + " ms");
  }
  return lock;
}

/// Blocks until all is written. While the socket is full it reads, for the server may be waiting
/// for us to do so.
void Connection::WritePieces(std::span<iovec> pieces, Deadline deadline) {
  while (true) {
    Advance(pieces, stream_->Write(pieces));
    if (pieces.empty()) return;
    {
      std::lock_guard lock(mutex_);
      if (closed_) throw Failure(*closed_);
    }
    if (deadline.passed()) {
      throw Failure(FailureKind::kTimeout,
                    "the server did not take the request in time; the connection was closed");
    }
    bool reads = TryReadAsWriter();
    // If another thread reads, it may stop any time; so look again soon.
    int wait = reads ? 0 : kRetryMilliseconds;
    WaitFor(stream_->fd(), POLLOUT, wait == 0 ? Deadline::Now() : Deadline::After(wait));
  }
}

/// Reads what is there or arrives before the socket takes more bytes; false if another thread is
/// reading.
bool Connection::TryReadAsWriter() {
  {
    std::lock_guard lock(mutex_);
    if (reading_) return false;
  }
  short events = WaitFor(stream_->fd(), POLLIN | POLLOUT, Deadline::After(kRetryMilliseconds));
  std::unique_lock lock(mutex_);
  if (reading_) return false;
  if ((events & POLLIN) != 0 || stream_->Buffered() || reader_.inflating()) {
    ReadUnlocked(lock, Deadline::Now(), false);
  }
  HandOver();
  return true;
}

/// Sends the outbox as far as the socket takes it; what is left goes with the next message. Never
/// blocks.
void Connection::Flush() {
  const NoCancellation scope;  // destructors come here
  // Whoever appends while another thread holds the lock relies on that thread to look again after
  // letting it go.
  while (!foreign() && HasOutbox()) {
    std::unique_lock writing(write_mutex_, std::try_to_lock);
    if (!writing) return;
    if (!has_unsent_) {
      std::lock_guard lock(mutex_);
      unsent_ = std::exchange(outbox_, {});
      unsent_begin_ = owed_ = 0;
    }
    try {
      std::array piece = {iovec{unsent_.data() + unsent_begin_, unsent_.size() - unsent_begin_}};
      unsent_begin_ += stream_->Write(piece);
    } catch (const Failure&) {
      return;  // the next reader meets the same error and reports it
    }
    has_unsent_ = unsent_begin_ < unsent_.size();
    if (has_unsent_) return;
  }
}

bool Connection::HasOutbox() const {
  std::lock_guard lock(mutex_);
  return !closed_ && (!outbox_.empty() || has_unsent_);
}

void Connection::Release(const IdPack& id) noexcept try {
  if (foreign()) return;
  QueueRelease(id, Cause::kProgram);
  Flush();
} catch (...) {
  FailWith(std::current_exception());
}

/// `mutex_` is held. What this program causes has its own bound: the objects that it holds.
void Connection::Queue(const std::string& message, Cause cause) {
  if (cause == Cause::kServer) owed_ += message.size();
  if (owed_ > kOutboxBytes) {
    throw ProtocolFailure("the server asks and does not read: more than " +
                          std::to_string(kOutboxBytes) + " bytes of answers wait to be sent");
  }
  outbox_ += message;
}

void Connection::QueueRelease(const IdPack& id, Cause cause) {
  std::array arguments = {MakeReference(kTheirObject, &id), MakeInt(1)};
  std::lock_guard lock(mutex_);
  if (closed_) return;
  GatherBuffer output;
  WriteRequest(generation_, next_seq_++, Handler::kDel, arguments, output);
  Queue(output.ToString(), cause);
}

}  // namespace goray::rpyc_bridge
