// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace gorayffi {

/// Growable bytes without the zeroing of `std::vector`. Not copyable; throws `std::bad_alloc`.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept { *this = std::move(other); }
  Buffer& operator=(Buffer&& other) noexcept;
  ~Buffer();

  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  void Clear() { size_ = 0; }
  /// `size <= size()`.
  void Truncate(std::size_t size) { size_ = size; }
  /// Room for `count` more bytes: appending them cannot fail.
  void Reserve(std::size_t count) {
    if (count > capacity_ - size_) Grow(count);
  }
  void Append(const void* bytes, std::size_t count);
  /// A little-endian 64-bit number, the protocol's length and position.
  void AppendInt64(std::uint64_t value);
  /// Overwrites eight bytes appended before. `offset + 8 <= size()`.
  void PatchInt64(std::size_t offset, std::uint64_t value);
  /// The name that `msgpack::packer` wants of its stream.
  void write(const char* bytes, std::size_t count) { Append(bytes, count); }

 private:
  void Grow(std::size_t count);

  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// An empty buffer for the time of one call. Its memory is the thread's, kept from call to call up
/// to `kRetained` bytes; a call made during a call (through a callback) finds none and gets memory
/// of its own.
class ScratchBuffer {
 public:
  static constexpr std::size_t kRetained = std::size_t{1} << 20;

  ScratchBuffer();
  ScratchBuffer(const ScratchBuffer&) = delete;
  ScratchBuffer& operator=(const ScratchBuffer&) = delete;
  ~ScratchBuffer();
  Buffer& operator*() { return buffer_; }
  Buffer* operator->() { return &buffer_; }

 private:
  Buffer buffer_;
};

}  // namespace gorayffi
