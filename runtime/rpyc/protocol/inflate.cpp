// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/protocol/frame.h"

namespace goray::rpyc_bridge {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;  // between two looks at the clock

void Grow(MessageBytes& message_bytes, std::size_t size) {
  MessageBytes bigger = MakeMessageBytes(size);
  std::memcpy(bigger.data.get(), message_bytes.data.get(), message_bytes.size);
  message_bytes = std::move(bigger);
}

}  // namespace

struct Inflation::Stream {
  z_stream z{};
  Stream() {
    if (inflateInit(&z) != Z_OK) throw std::bad_alloc();
  }
  ~Stream() { inflateEnd(&z); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
};

Inflation::Inflation(MessageBytes compressed, std::size_t max_bytes)
    : compressed_(std::move(compressed)),
      max_bytes_(max_bytes),
      result_(MakeMessageBytes(std::min(max_bytes, 4 * compressed_.size + 64))),
      stream_(std::make_unique<Stream>()) {
  stream_->z.next_in = reinterpret_cast<Bytef*>(compressed_.data.get());
  stream_->z.avail_in = static_cast<uInt>(compressed_.size);
}

Inflation::~Inflation() = default;

std::optional<MessageBytes> Inflation::Continue(Deadline deadline) {
  while (!InflatePiece()) {
    if (deadline.passed()) return std::nullopt;
  }
  result_.size = done_;
  return std::move(result_);
}

/// Whether the stream has ended.
bool Inflation::InflatePiece() {
  z_stream& z = stream_->z;
  std::size_t space = std::min(result_.size - done_, kPiece);
  z.next_out = reinterpret_cast<Bytef*>(result_.data.get() + done_);
  z.avail_out = static_cast<uInt>(space);
  int status = inflate(&z, Z_NO_FLUSH);
  done_ += space - z.avail_out;
  if (status == Z_STREAM_END) return true;
  bool more = z.avail_out == 0 && (status == Z_OK || status == Z_BUF_ERROR);
  if (!more) throw ProtocolFailure("a damaged compressed message");
  if (done_ < result_.size) return false;
  if (result_.size == max_bytes_) {
    throw ProtocolFailure("a compressed message exceeds the limit of " +
                          std::to_string(max_bytes_) +
                          " bytes; raise max_message_bytes, or agree to compression");
  }
  Grow(result_, std::min(max_bytes_, 2 * result_.size));
  return false;
}

}  // namespace goray::rpyc_bridge
