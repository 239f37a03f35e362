// SPDX-License-Identifier: Apache-2.0
// A server, from its socket to what is found behind it.
//
//   OpenSession (session.h) --Connect--> Stream --> Connection, of the guessed generation
//        |                                              |
//        +--Ask: root object, its methods; classic: the helper is installed
//
//   Ask --> Connection::Send --WriteRequest--> Stream
//       --> Connection::Wait <--FrameReader, ReadHeader-- Stream
//              | a request of the server --DispatchRequest--> frame   dispatch_request.h
//              v an answer
//           TakeResult --> value, or ReadException --> Failure        exception.h
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rpyc/base/budget.h"
#include "rpyc/base/failure.h"
#include "rpyc/connection/process.h"
#include "rpyc/protocol/message.h"
#include "rpyc/transport/stream.h"

namespace goray::rpyc_bridge {

/// What the server said to a request; `body` points into `message_bytes`.
struct Answer {
  MessageKind kind = MessageKind::kReply;
  MessageBytes message_bytes;
  std::string_view body;
  std::shared_ptr<Budget> budget;  ///< Of the call, for what is made of it.
};

/// What becomes of an answer that comes too late.
enum class AfterTimeout { kDrop, kKeep };

/// A request under way. Guarded by its connection.
struct PendingRequest {
  std::int64_t seq = 0;
  std::shared_ptr<Budget> budget;
  bool done = false;
  std::optional<Answer> answer;    // done: this, until it is given away, or
  std::optional<Failure> failure;  // this
  // Run once, outside all locks, by a thread that was calling anyway.
  std::function<void()> when_done;
  std::condition_variable wake;
};

/// One socket's life, from the first frame to the last. Any number of threads may call; there is no
/// thread of its own: of the threads that wait, one reads for all, and hands the reading over when
/// its own answer has come.
///
/// Locks: `write_mutex_` (who may write) before `mutex_` (everything else); neither is held while
/// waiting for the other side to read, except `write_mutex_` by the writer, who then reads too. So
/// two sides that both only write cannot block each other.
class Connection {
 public:
  Connection(std::unique_ptr<Stream> stream, Generation generation, const Options& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Sends a request. Throws kConnection (nothing was sent, or the connection is lost), kTimeout
  /// (lost too, unless it was not this thread's turn to write), kUsage. What is received counts
  /// against `budget`; by default each call has one of its own.
  std::shared_ptr<PendingRequest> Send(Handler handler, std::span<const Value> arguments,
                                       Deadline deadline, std::shared_ptr<Budget> budget = nullptr);
  /// `callback` runs once, when the answer has come or the connection is lost: now, or on a thread
  /// that is in this class then. Any earlier callback is replaced.
  void Then(PendingRequest& call, std::function<void()> callback);
  /// The answer, once. Throws kTimeout (the call goes on at the server) or kConnection.
  Answer Wait(PendingRequest& call, Deadline deadline,
              AfterTimeout after_timeout = AfterTimeout::kDrop);
  /// Whether the answer is there, reading what has arrived.
  bool Poll(PendingRequest& call);
  /// Nobody will ask for the answer.
  void Abandon(PendingRequest& call) noexcept;
  /// Tells the server that we dropped one receipt of its object. Never blocks.
  void Release(const IdPack& id) noexcept;

  /// Ends the connection; calls under way fail with `reason`. Thread-safe, idempotent.
  void Close(const std::string& reason);
  /// False after Close, a failure, or when the server has hung up.
  bool alive() const;
  Generation generation() const { return generation_; }
  /// The form of the server's first message, once it came. If it is not `generation()`, that
  /// message ended the connection.
  std::optional<Generation> spoken() const;
  const Limits& limits() const { return limits_; }
  /// Whether the server has set TCP_NODELAY, so that we need not hurry its writes.
  void set_tuned() { tuned_ = true; }

 private:
  /// In a child of the process that connected: nothing may be touched.
  bool foreign() const { return forks_ != ForkCount(); }
  class ReadingScope;

  void Write(const GatherBuffer& output, Deadline deadline);
  std::unique_lock<std::timed_mutex> LockWriting(Deadline deadline);
  void WritePieces(std::span<iovec> pieces, Deadline deadline);
  void Flush();
  bool HasOutbox() const;
  void ReadOnce(Deadline deadline);
  void ReadUnlocked(std::unique_lock<std::mutex>& lock, Deadline deadline, bool flush);
  bool TryReadAsWriter();
  void CheckGeneration(std::string_view message_bytes);
  void Dispatch(MessageBytes message_bytes);
  void DispatchAnswer(const MessageHeader& header, MessageBytes message_bytes);
  void DropAnswer(std::string_view body);
  enum class Cause { kProgram, kServer };
  void Queue(const std::string& message, Cause cause);
  void QueueRelease(const IdPack& id, Cause cause);
  void Fail(const Failure& failure);
  void FailWith(std::exception_ptr error) noexcept;
  void HandOver();
  void RunCallbacks();

  const unsigned forks_ = ForkCount();
  const Generation generation_;
  const Limits limits_;
  const std::unique_ptr<Stream> stream_;
  bool tuned_ = false;

  std::timed_mutex write_mutex_;
  std::string unsent_;  // messages cut off by a full socket; come before any other
  std::size_t unsent_begin_ = 0;
  std::atomic<bool> has_unsent_ = false;

  mutable std::mutex mutex_;
  bool reading_ = false;  // a thread is in ReadOnce and owns reader_
  FrameReader reader_;
  std::int64_t next_seq_ = 0;
  std::unordered_map<std::int64_t, std::shared_ptr<PendingRequest>> calls_;
  std::deque<PendingRequest*> waiting_;  // whose threads sleep
  std::string outbox_;                   // messages nobody waits for
  std::size_t owed_ = 0;                 // bytes in it that the server caused
  std::optional<Generation> spoken_;
  std::deque<std::function<void()>> ready_;  // callbacks to run
  std::optional<Failure> closed_;
};

}  // namespace goray::rpyc_bridge
