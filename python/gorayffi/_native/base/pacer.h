// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace gorayffi {

/// Says after an item whether it is time to look for an interruption. It asks the clock rarely where items take no time.
class Pacer {
 public:
  /// Items at once at most.
  static constexpr int kMost = 256;

  bool IsDue() { return IsDueAfter(1); }
  /// The same after `items`, which are not more than `MostItems()`.
  bool IsDueAfter(std::size_t items) {
    left_ -= static_cast<int>(items);
    return left_ <= 0 && AskClock();
  }
  /// Items that may take no time: so many until it asks the clock.
  std::size_t MostItems() const { return static_cast<std::size_t>(left_); }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::duration kPause = std::chrono::milliseconds(5);

  bool AskClock() {
    const Clock::time_point now = Clock::now();
    // Items that take a thousandth of the pause are seldom followed by some that take all of it.
    step_ = now - asked_ < kPause / 16 ? std::min(2 * step_, kMost) : 1;
    asked_ = now;
    left_ = step_;
    if (now < next_) return false;
    next_ = now + kPause;
    return true;
  }

  int step_ = 1;
  int left_ = 1;
  Clock::time_point asked_ = Clock::now();
  Clock::time_point next_ = asked_ + kPause;
};

}  // namespace gorayffi
