// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/frame.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

}  // namespace

MessageBytes MakeMessageBytes(std::size_t size) {
  return {std::make_unique_for_overwrite<char[]>(size + 1), size};
}

void StartFrame(GatherBuffer& output) { output.Append({"\0\0\0\0\0", kFrameHeader}); }

void FinishFrame(GatherBuffer& output) {
  std::size_t length = output.size() - kFrameHeader;
  if (length > UINT32_MAX) {
    throw UsageFailure("a message of " + std::to_string(length) +
                       " bytes is too long; RPyC's limit is 4 GiB");
  }
  GatherBuffer header;
  header.BigEndian(static_cast<std::uint32_t>(length));
  output.Patch(0, header.ToString());
  output.Byte('\n');
}

FrameReader::FrameReader(const Limits& limits)
    : limits_(limits), buffer_(std::make_unique_for_overwrite<char[]>(kBuffer)) {}

std::optional<FrameReader::Header> FrameReader::PeekHeader() const {
  if (end_ - begin_ < kFrameHeader) return std::nullopt;
  const auto* bytes = reinterpret_cast<const unsigned char*>(buffer_.get() + begin_);
  std::size_t length = std::uint32_t{bytes[0]} << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
  if (bytes[4] > 1) throw ProtocolFailure("not an RPyC frame; is this the port of an RPyC server?");
  if (length > limits_.frame_bytes) {
    throw ProtocolFailure("a message of " + std::to_string(length) +
                          " bytes exceeds the limit of " + std::to_string(limits_.frame_bytes) +
                          "; raise max_message_bytes, if this is an RPyC server");
  }
  return Header{length, bytes[4] == 1};
}

std::optional<MessageBytes> FrameReader::Finish(MessageBytes body, bool compressed, char last,
                                                Deadline deadline) {
  if (last != '\n') throw ProtocolFailure("an RPyC frame that does not end with a newline");
  if (!compressed) return body;
  std::size_t limit = InflatedBytes(limits_, body.size);
  inflation_ = std::make_unique<Inflation>(std::move(body), limit);
  return Inflate(deadline);
}

std::optional<MessageBytes> FrameReader::Inflate(Deadline deadline) {
  std::optional<MessageBytes> inflated = inflation_->Continue(deadline);
  if (inflated) inflation_ = nullptr;
  return inflated;
}

std::optional<MessageBytes> FrameReader::Next(Deadline deadline) {
  if (inflation_) return Inflate(deadline);
  if (big_.data) {
    if (big_filled_ < big_.size) return std::nullopt;
    --big_.size;
    char last = big_.data[big_.size];
    return Finish(std::exchange(big_, {}), big_compressed_, last, deadline);
  }
  std::optional<Header> header = PeekHeader();
  if (!header) return std::nullopt;
  std::size_t frame = kFrameHeader + header->length + 1;
  const char* start = buffer_.get() + begin_ + kFrameHeader;
  std::size_t available = std::min(end_ - begin_, frame) - kFrameHeader;
  if (end_ - begin_ >= frame) {
    MessageBytes body = MakeMessageBytes(header->length);
    std::memcpy(body.data.get(), start, header->length);
    begin_ += frame;
    return Finish(std::move(body), header->compressed, start[header->length], deadline);
  }
  if (frame > kBuffer) {
    big_ = MakeMessageBytes(header->length);
    big_.size = header->length + 1;
    big_compressed_ = header->compressed;
    big_filled_ = available;
    std::memcpy(big_.data.get(), start, available);
    begin_ = end_ = 0;
  }
  return std::nullopt;
}

std::span<char> FrameReader::Space() {
  if (big_.data) return {big_.data.get() + big_filled_, big_.size - big_filled_};
  if (begin_ == end_) begin_ = end_ = 0;
  if (begin_ > 0 && end_ == kBuffer) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  return {buffer_.get() + end_, kBuffer - end_};
}

void FrameReader::Filled(std::size_t count) { (big_.data ? big_filled_ : end_) += count; }

}  // namespace goray::rpyc_bridge
