// SPDX-License-Identifier: Apache-2.0
// Metrics of Ray's that C++ counts: they are in Prometheus, and in Ray's dashboard, beside those of `ray.util.metrics`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace goray {

/// Values of a metric's tags, by their keys.
using Tags = std::map<std::string, std::string>;

namespace detail {

struct Metric;
struct MetricCell;

/// A metric with values of tags. Copies are the same.
class TaggedMetric {
 public:
  enum class Kind { kCounter, kGauge, kHistogram };

 protected:
  TaggedMetric(Kind kind, std::string_view name, std::string_view description,
               std::vector<std::string> tag_keys, std::vector<double> boundaries = {});

  /// With `more` tags, or others.
  void Add(const Tags& more);
  /// Throws ValueError if a tag has no value.
  MetricCell& Cell() const {
    if (cell_ == nullptr) FailTags();
    return *cell_;
  }

 private:
  [[noreturn]] void FailTags() const;

  Metric* metric_;
  Tags tags_;
  MetricCell* cell_;  ///< Null: a tag has no value yet.
};

}  // namespace detail

/// A number that grows: calls, bytes, failures. `Increment` costs about twenty nanoseconds, as C++ gathers, and gives Python the sums
/// once a second while there are any. What was counted in the last second before a process ends is lost, as in Ray's own
/// metrics; so is all in a process without Ray. Thread-safe.
///
/// The same name means the same metric, wherever it stands. Keep what `With` gives if it is counted often: it looks for the
/// tags, under a lock. Throws ValueError for a name that is none for Prometheus, and for a metric of this name of another kind,
/// or with other tags.
///
/// Example:
///   static const goray::Counter orders("shop_orders", "Orders that were taken.", {"currency"});
///   static const goray::Counter euros = orders.With({{"currency", "EUR"}});
///   euros.Increment();
class Counter : public detail::TaggedMetric {
 public:
  explicit Counter(std::string_view name, std::string_view description = "",
                   std::vector<std::string> tag_keys = {})
      : TaggedMetric(Kind::kCounter, name, description, std::move(tag_keys)) {}

  /// The same metric with values of these tags. Throws ValueError for a key that the metric has not.
  Counter With(const Tags& tags) const {
    Counter with = *this;
    with.Add(tags);
    return with;
  }
  /// Throws ValueError if `by` is not positive and finite, or a tag has no value.
  void Increment(double by = 1) const;
};

/// A number that goes up and down: the length of a queue. Ray is given the last one of each second; the rest is as Counter's.
///
/// Example:
///   static const goray::Gauge waiting("shop_waiting", "Orders that wait.");
///   waiting.Set(queue.size());
class Gauge : public detail::TaggedMetric {
 public:
  explicit Gauge(std::string_view name, std::string_view description = "",
                 std::vector<std::string> tag_keys = {})
      : TaggedMetric(Kind::kGauge, name, description, std::move(tag_keys)) {}

  Gauge With(const Tags& tags) const {
    Gauge with = *this;
    with.Add(tags);
    return with;
  }
  /// Throws ValueError if a tag has no value.
  void Set(double value) const;
};

/// How numbers are spread: seconds of a request. How many are between two boundaries is exact; Ray is given the mean of those, once for
/// each, at about a microsecond, and keeps sums roughly itself. The rest is as Counter's.
///
/// Example:
///   static const goray::Histogram seconds("shop_seconds", {0.001, 0.01, 0.1, 1}, "Of an order.");
///   seconds.Observe(elapsed.count());
class Histogram : public detail::TaggedMetric {
 public:
  /// `boundaries`: ascending and positive, at least one. Throws ValueError if they are not.
  Histogram(std::string_view name, std::vector<double> boundaries,
            std::string_view description = "", std::vector<std::string> tag_keys = {})
      : TaggedMetric(Kind::kHistogram, name, description, std::move(tag_keys),
                     std::move(boundaries)) {}

  Histogram With(const Tags& tags) const {
    Histogram with = *this;
    with.Add(tags);
    return with;
  }
  /// Throws ValueError if `value` is not finite, or a tag has no value.
  void Observe(double value) const;
};

}  // namespace goray
