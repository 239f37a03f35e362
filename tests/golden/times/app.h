// SPDX-License-Identifier: Apache-2.0
// Durations and points in time of the standard library.
#pragma once
#include <goray/goray.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <ratio>
#include <string>
#include <vector>

namespace times {

using std::chrono::system_clock;
/// Pictures of a film.
using Frames = std::chrono::duration<int, std::ratio<1, 30>>;

struct Event {
  std::chrono::sys_time<std::chrono::milliseconds> at;
  std::chrono::minutes length = std::chrono::minutes(1);
};

struct GORAY_TASKS Tasks {
  std::chrono::milliseconds Twice(std::chrono::milliseconds duration) const { return 2 * duration; }
  std::chrono::nanoseconds Nano(std::chrono::nanoseconds duration) const { return duration; }
  std::int64_t CountNano(std::chrono::nanoseconds duration) const { return duration.count(); }
  std::chrono::duration<double> Half(std::chrono::duration<double> duration) const {
    return duration / 2;
  }
  std::chrono::hours Hours(std::chrono::hours duration) const { return duration; }
  std::chrono::duration<std::uint8_t> Octet(std::chrono::duration<std::uint8_t> seconds) const {
    return seconds;
  }
  int CountFrames(Frames duration) const { return duration.count(); }
  std::chrono::milliseconds Longest() const { return std::chrono::milliseconds::max(); }
  system_clock::time_point Later(
      system_clock::time_point time,
      std::chrono::milliseconds by = std::chrono::seconds(1)) const {
    return time + by;
  }
  std::int64_t SinceEpoch(system_clock::time_point time) const {
    return std::chrono::nanoseconds(time.time_since_epoch()).count();
  }
  std::chrono::sys_seconds Whole(std::chrono::sys_seconds time) const { return time; }
  std::chrono::sys_days Day(const system_clock::time_point& time) const {
    return std::chrono::floor<std::chrono::days>(time);
  }
  std::chrono::sys_seconds Farthest() const { return std::chrono::sys_seconds::max(); }
  std::optional<std::chrono::seconds> Maybe(std::optional<std::chrono::seconds> duration) const {
    return duration;
  }
  std::vector<system_clock::time_point> Sorted(std::vector<system_clock::time_point> times) const {
    std::sort(times.begin(), times.end());
    return times;
  }
  std::map<std::string, Event> Events(std::map<std::string, Event> events) const { return events; }
};

}  // namespace times
