// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace goray::rpyc_bridge {

/// Bytes to send. Small pieces are copied into one buffer, big ones only pointed to, so that an
/// array goes from the user's memory straight to the socket. What was given to `Append` must live
/// until the bytes are sent.
class GatherBuffer {
 public:
  void Byte(unsigned value) { buffer_.push_back(static_cast<char>(value)); }
  void BigEndian(std::uint32_t value);
  void Append(std::string_view bytes);

  std::size_t size() const { return buffer_.size() + borrowed_size_; }
  /// Overwrites copied bytes, at an offset before the first big piece.
  void Patch(std::size_t offset, std::string_view bytes) {
    buffer_.replace(offset, bytes.size(), bytes);
  }
  /// Valid until the next change.
  std::vector<iovec> Pieces() const;
  std::string ToString() const;

 private:
  static constexpr std::size_t kBorrowFrom = 4096;

  struct Borrowed {
    std::size_t offset;  // in buffer_, where it belongs
    std::string_view bytes;
  };
  std::string buffer_;
  std::vector<Borrowed> borrowed_;
  std::size_t borrowed_size_ = 0;
};

}  // namespace goray::rpyc_bridge
