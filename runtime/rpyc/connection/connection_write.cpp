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
  try {
    {
      std::lock_guard lock(write_mutex_);
      std::vector<iovec> pieces = output.Pieces();
      if (!unsent_.empty()) pieces.insert(pieces.begin(), {unsent_.data(), unsent_.size()});
      WritePieces(pieces, deadline);
      unsent_.clear();
      has_unsent_ = false;
    }
    Flush();
    RunCallbacks();
  } catch (const Failure& failure) {
    Fail(failure);  // half a message may be out: this connection is of no more use
    RunCallbacks();
    throw;
  }
}

/// Blocks until all is written. While the socket is full it reads, for the server may be waiting
/// for us to do so.
void Connection::WritePieces(std::span<iovec> pieces, Deadline deadline) {
  while (true) {
    Advance(pieces, stream_->Write(pieces));
    if (pieces.empty()) return;
    {
      std::lock_guard lock(mutex_);
      if (closed_) throw *closed_;
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
    reading_ = true;
  }
  short events = WaitFor(stream_->fd(), POLLIN | POLLOUT, Deadline::After(kRetryMilliseconds));
  if ((events & POLLIN) != 0 || stream_->Buffered()) ReadOnce(Deadline::Now());
  std::lock_guard lock(mutex_);
  reading_ = false;
  HandOver();
  return true;
}

/// Sends the outbox as far as the socket takes it; what is left goes with the next message. Never
/// blocks.
void Connection::Flush() {
  // Whoever appends while another thread holds the lock relies on that thread to look again after
  // letting it go.
  while (!foreign() && HasOutbox()) {
    std::unique_lock writing(write_mutex_, std::try_to_lock);
    if (!writing) return;
    {
      std::lock_guard lock(mutex_);
      unsent_ += std::exchange(outbox_, {});
    }
    try {
      std::array piece = {iovec{unsent_.data(), unsent_.size()}};
      unsent_.erase(0, stream_->Write(piece));
    } catch (const Failure&) {
      return;  // the next reader meets the same error and reports it
    }
    has_unsent_ = !unsent_.empty();
    if (has_unsent_) return;
  }
}

bool Connection::HasOutbox() const {
  std::lock_guard lock(mutex_);
  return !closed_ && (!outbox_.empty() || has_unsent_);
}

void Connection::Release(const IdPack& id) {
  if (foreign()) return;
  QueueRelease(id);
  Flush();
}

void Connection::QueueRelease(const IdPack& id) {
  std::array arguments = {MakeReference(kTheirObject, &id), MakeInt(1)};
  std::lock_guard lock(mutex_);
  if (closed_) return;
  GatherBuffer output;
  WriteRequest(generation_, next_seq_++, Handler::kDel, arguments, output);
  outbox_ += output.ToString();
}

}  // namespace goray::rpyc_bridge
