// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>

namespace goray::rpyc_bridge {

/// A point on the monotonic clock, or never.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline Never() { return {Clock::time_point::max(), 0}; }
  /// `milliseconds` <= 0: never.
  static Deadline After(int milliseconds) {
    if (milliseconds <= 0) return Never();
    return {Clock::now() + std::chrono::milliseconds(milliseconds), milliseconds};
  }
  static Deadline Now() { return {Clock::time_point::min(), 0}; }

  /// The earlier of this and `milliseconds` from now.
  Deadline Sooner(int milliseconds) const { return Sooner(After(milliseconds)); }

  /// The earlier of both.
  Deadline Sooner(const Deadline& other) const { return other.at_ < at_ ? other : *this; }

  bool never() const { return at_ == Clock::time_point::max(); }
  bool passed() const { return !never() && Clock::now() >= at_; }
  Clock::time_point at() const { return at_; }
  /// What it was made with, for messages.
  int budget_ms() const { return budget_ms_; }
  /// For poll(2): milliseconds rounded up, -1 for never, at most an hour (wait again then).
  int PollTimeout() const {
    if (never()) return -1;
    if (passed()) return 0;
    auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now());
    return static_cast<int>(
        std::min(left, std::chrono::milliseconds(std::chrono::hours(1))).count());
  }

 private:
  Deadline(Clock::time_point at, int budget_ms) : at_(at), budget_ms_(budget_ms) {}
  Clock::time_point at_;
  int budget_ms_;
};

}  // namespace goray::rpyc_bridge
