// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "rpyc/base/budget.h"
#include "rpyc/base/deadline.h"

namespace goray::rpyc_bridge {

/// Memory for the nodes of one value, freed together. Big blocks are exact, so that a hostile
/// message cannot make us reserve much more than it has bytes.
class Arena {
 public:
  /// For what is this program's own.
  Arena() = default;
  /// For what a server sent: within `budget`, and done by `deadline`.
  Arena(std::shared_ptr<Budget> budget, Deadline deadline)
      : budget_(std::move(budget)), deadline_(deadline) {}

  template <typename T>
  T* Make(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return static_cast<T*>(Allocate(count * sizeof(T)));
  }
  /// Counts memory beside the arena. Throws kProtocol.
  void Charge(std::size_t bytes) {
    if (budget_) budget_->Charge(bytes);
  }
  /// To be called for each value. Throws kTimeout.
  void Tick() {
    if (++ticks_ % kTicks == 0 && deadline_.passed()) {
      throw Failure(FailureKind::kTimeout, "reading the answer took longer than " +
                                               std::to_string(deadline_.budget_ms()) + " ms");
    }
  }
  const std::shared_ptr<Budget>& budget() const { return budget_; }

 private:
  static constexpr std::size_t kAlignment = alignof(std::max_align_t);
  static constexpr std::size_t kBlock = 1024;
  static constexpr unsigned kTicks = 4096;
  static constexpr std::size_t kBlockOverhead = 32;  // of the heap and of `blocks_`

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
    Charge(bytes + kBlockOverhead);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    return blocks_.back().get();
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::shared_ptr<Budget> budget_;
  Deadline deadline_ = Deadline::Never();
  unsigned ticks_ = 0;
};

}  // namespace goray::rpyc_bridge
