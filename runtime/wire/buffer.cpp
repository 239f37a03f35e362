// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/buffer.h>

#include <cstdlib>
#include <new>
#include <utility>

namespace goray::wire {

void Buffer::Grow(std::size_t count) {
  constexpr std::size_t kFirst = 64;
  std::size_t wanted = size_ + count;
  if (wanted < count) throw std::bad_alloc();
  if (wanted < capacity_ + capacity_ / 2) wanted = capacity_ + capacity_ / 2;
  if (wanted < kFirst) wanted = kFirst;
  void* grown = std::realloc(data_, wanted);
  if (grown == nullptr) throw std::bad_alloc();
  data_ = static_cast<std::byte*>(grown);
  capacity_ = wanted;
}

void* Buffer::Release() {
  if (size_ == 0) return nullptr;
  size_ = 0;
  capacity_ = 0;
  return std::exchange(data_, nullptr);
}

}  // namespace goray::wire
