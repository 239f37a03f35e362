// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

namespace goray::rpyc_bridge {

/// Memory for the nodes of one value, freed together. Big blocks are exact, so that a hostile
/// message cannot make us reserve much more than it has bytes.
class Arena {
 public:
  template <typename T>
  T* Make(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return static_cast<T*>(Allocate(count * sizeof(T)));
  }

 private:
  static constexpr std::size_t kAlignment = alignof(std::max_align_t);
  static constexpr std::size_t kBlock = 1024;

  void* Allocate(std::size_t bytes) {
    bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (bytes > kBlock / 4) return NewBlock(bytes);
    if (bytes > left_) {
      next_ = NewBlock(kBlock);
      left_ = kBlock;
    }
    std::byte* result = next_;
    next_ += bytes;
    left_ -= bytes;
    return result;
  }
  std::byte* NewBlock(std::size_t bytes) {
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    return blocks_.back().get();
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace goray::rpyc_bridge
