// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <span>
#include <utility>

namespace goray::wire {

/// Growable bytes from `malloc`, so that they can be handed over to the host as they are. Not
/// copyable. Growing throws `std::bad_alloc`.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ~Buffer() { std::free(data_); }

  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  std::span<const std::byte> bytes() const { return {data_, size_}; }
  /// What was written there, to be written over. `offset <= size()`.
  std::byte* at(std::size_t offset) { return data_ + offset; }

  /// Room for `count` more bytes, uninitialised; they count as written.
  std::byte* Extend(std::size_t count) {
    Reserve(count);
    std::byte* room = data_ + size_;
    size_ += count;
    return room;
  }
  void Append(const void* bytes, std::size_t count) {
    if (count != 0) std::memcpy(Extend(count), bytes, count);
  }
  /// The next `count` bytes will need no more memory.
  void Reserve(std::size_t count) {
    if (capacity_ - size_ < count) Grow(count);
  }
  /// Keeps the memory.
  void Clear() { size_ = 0; }
  /// The memory, to be freed with `free`; null if empty.
  void* Release();

 private:
  void Grow(std::size_t count);

  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace goray::wire
