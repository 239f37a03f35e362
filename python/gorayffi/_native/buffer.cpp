// SPDX-License-Identifier: Apache-2.0
#include "buffer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace gorayffi {
namespace {

thread_local Buffer spare;

void StoreInt64(char* at, std::uint64_t value) {
  for (int byte = 0; byte < 8; ++byte) at[byte] = static_cast<char>(value >> (8 * byte));
}

}  // namespace

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  return *this;
}

Buffer::~Buffer() { std::free(data_); }

void Buffer::Append(const void* bytes, std::size_t count) {
  if (count == 0) return;
  if (count > capacity_ - size_) Grow(count);
  std::memcpy(data_ + size_, bytes, count);
  size_ += count;
}

void Buffer::AppendInt64(std::uint64_t value) {
  char bytes[8];
  StoreInt64(bytes, value);
  Append(bytes, sizeof bytes);
}

void Buffer::PatchInt64(std::size_t offset, std::uint64_t value) {
  StoreInt64(data_ + offset, value);
}

void Buffer::Grow(std::size_t count) {
  if (count > SIZE_MAX / 2 - size_) throw std::bad_alloc();
  // Twice the size for many small pieces, the bare need for one large piece.
  const std::size_t needed = size_ + count;
  const std::size_t capacity =
      std::max({needed + needed / 8, std::min(2 * capacity_, needed * 2), std::size_t{256}});
  void* grown = std::realloc(data_, capacity);
  if (grown == nullptr) throw std::bad_alloc();
  data_ = static_cast<char*>(grown);
  capacity_ = capacity;
}

ScratchBuffer::ScratchBuffer() : buffer_(std::exchange(spare, Buffer())) { buffer_.Clear(); }

ScratchBuffer::~ScratchBuffer() {
  if (buffer_.capacity() <= kRetained && buffer_.capacity() > spare.capacity())
    spare = std::move(buffer_);
}

}  // namespace gorayffi
