// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "rpyc/base/deadline.h"
#include "rpyc/base/limits.h"
#include "rpyc/protocol/gather_buffer.h"

/// A frame: u32 length | u8 compressed | message | '\n'. The length counts the message alone;
/// compressed = 1: it is a zlib stream.
namespace goray::rpyc_bridge {

/// The content of a frame, inflated. One byte more than `size` is allocated.
struct MessageBytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;
  std::string_view view() const { return {data.get(), size}; }
};
MessageBytes MakeMessageBytes(std::size_t size);

constexpr std::size_t kFrameHeader = 5;

/// Starts a frame in an empty `output`; `FinishFrame` sets its length and ends it. We never
/// compress: a reader must take both.
void StartFrame(GatherBuffer& output);
void FinishFrame(GatherBuffer& output);

/// Inflates a zlib stream, piece by piece.
class Inflation {
 public:
  Inflation(MessageBytes compressed, std::size_t max_bytes);
  ~Inflation();
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  /// Goes on until the deadline, but for one piece at least; nothing if there is more to do. Throws
  /// kProtocol if the stream is damaged or gives more than `max_bytes`.
  std::optional<MessageBytes> Continue(Deadline deadline);

 private:
  bool InflatePiece();

  struct Stream;
  const MessageBytes compressed_;
  const std::size_t max_bytes_;
  MessageBytes result_;
  std::size_t done_ = 0;
  const std::unique_ptr<Stream> stream_;
};

/// Cuts a stream of bytes into frames; knows nothing of sockets. Small frames are read many at a
/// time, a big one straight into its own memory.
///
///     while (!(message_bytes = reader.Next(deadline))) reader.Filled(Read(reader.Space()));
class FrameReader {
 public:
  explicit FrameReader(const Limits& limits);

  /// The next complete frame. A compressed one is inflated until the deadline, and further when
  /// asked again. Throws kProtocol: too long, not a frame, damaged zlib stream.
  std::optional<MessageBytes> Next(Deadline deadline);
  /// Whether `Next` has more to do without more bytes.
  bool inflating() const { return inflation_ != nullptr; }
  /// Where the next bytes belong; never empty after `Next` gave nothing and is not inflating.
  std::span<char> Space();
  void Filled(std::size_t count);

 private:
  struct Header {
    std::size_t length;
    bool compressed;
  };
  std::optional<Header> PeekHeader() const;
  std::optional<MessageBytes> Finish(MessageBytes body, bool compressed, char last,
                                     Deadline deadline);
  std::optional<MessageBytes> Inflate(Deadline deadline);

  const Limits limits_;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  MessageBytes big_;  // its frame does not fit buffer_; `size` counts the newline too
  std::size_t big_filled_ = 0;
  bool big_compressed_ = false;
  std::unique_ptr<Inflation> inflation_;
};

}  // namespace goray::rpyc_bridge
