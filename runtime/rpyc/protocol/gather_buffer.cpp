// SPDX-License-Identifier: Apache-2.0
#include "rpyc/protocol/gather_buffer.h"

#include <cstdint>

namespace goray::rpyc_bridge {

void GatherBuffer::BigEndian(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) Byte((value >> shift) & 0xff);
}

void GatherBuffer::Append(std::string_view bytes) {
  if (bytes.size() < kBorrowFrom) {
    buffer_.append(bytes);
    return;
  }
  borrowed_.push_back({buffer_.size(), bytes});
  borrowed_size_ += bytes.size();
}

std::vector<iovec> GatherBuffer::Pieces() const {
  std::vector<iovec> pieces;
  pieces.reserve(2 * borrowed_.size() + 1);
  auto add = [&](std::string_view bytes) {
    if (!bytes.empty()) pieces.push_back({const_cast<char*>(bytes.data()), bytes.size()});
  };
  std::string_view copied = buffer_;
  std::size_t done = 0;
  for (const Borrowed& borrowed : borrowed_) {
    add(copied.substr(done, borrowed.offset - done));
    add(borrowed.bytes);
    done = borrowed.offset;
  }
  add(copied.substr(done));
  return pieces;
}

std::string GatherBuffer::ToString() const {
  std::string result;
  result.reserve(size());
  for (const iovec& piece : Pieces()) {
    result.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
  }
  return result;
}

}  // namespace goray::rpyc_bridge
