// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/metrics.h>
#include <goray/error.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

#include "api/ask_python.h"
#include "api/metrics/reporter.h"

namespace goray {
namespace detail {

/// A metric with values of all its tags: where numbers are gathered until they are reported.
struct MetricCell {
  struct Bucket {
    double sum = 0;
    std::uint64_t count = 0;
  };

  MetricCell(const Metric& of, Tags with, std::size_t bucket_count)
      : metric(of), tags(std::move(with)), buckets(bucket_count) {}

  const Metric& metric;
  const Tags tags;
  std::atomic<double> value = 0;     ///< Of a counter since the last report; of a gauge the last.
  std::atomic<bool> is_set = false;  ///< A gauge, since the last report.
  std::mutex mutex;                  ///< Guards `buckets`.
  std::vector<Bucket> buckets;       ///< Of a histogram, since the last report.
};

struct Metric {
  TaggedMetric::Kind kind;
  std::string name;
  std::string description;
  std::vector<std::string> tag_keys;
  std::vector<double> boundaries;
  std::map<Tags, std::unique_ptr<MetricCell>> cells = {};  ///< Guarded by the registry's mutex.
};

}  // namespace detail

namespace {

using detail::Metric;
using detail::MetricCell;
using Kind = detail::TaggedMetric::Kind;

struct Registry {
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Metric>, std::less<>> metrics;
};

// Never destroyed: threads count until the process is gone.
Registry& Metrics() {
  static Registry& registry = *new Registry;
  return registry;
}

const char* TextOf(Kind kind) {
  return kind == Kind::kCounter ? "counter" : kind == Kind::kGauge ? "gauge" : "histogram";
}

std::string Listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

// Prometheus' own rule, less the colon, which Ray no longer takes.
bool IsName(std::string_view name) {
  const auto is_letter = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !name.empty() && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

void CheckDefinition(Kind kind, std::string_view name, const std::vector<std::string>& tag_keys,
                     const std::vector<double>& boundaries) {
  if (!IsName(name)) {
    throw ValueError("metric '" + std::string(name) +
                     "': a name has letters, digits and _, and begins with none of the digits");
  }
  if (std::set<std::string>(tag_keys.begin(), tag_keys.end()).size() < tag_keys.size())
    throw ValueError("metric '" + std::string(name) +
                     "': a tag is named twice: " + Listed(tag_keys));
  double last = 0;
  for (const double boundary : boundaries) {
    if (!(boundary > last) || !std::isfinite(boundary))
      throw ValueError("histogram '" + std::string(name) +
                       "': boundaries are positive, finite and ascending");
    last = boundary;
  }
  if (kind == Kind::kHistogram && boundaries.empty())
    throw ValueError("histogram '" + std::string(name) + "': it needs a boundary");
}

// What Python's `record` takes: kind, name, description, keys, boundaries, tags, and numbers with how often each was there.
using Row = std::tuple<std::string, std::string, std::string, std::vector<std::string>,
                       std::vector<double>, Tags, std::vector<std::tuple<double, std::uint64_t>>>;

// What is reported of a cell, to be taken off it once Python has it.
struct Taken {
  MetricCell* cell;
  double value = 0;
  std::vector<MetricCell::Bucket> buckets = {};
};

std::vector<Taken> Take() {
  std::vector<Taken> all;
  const std::lock_guard lock(Metrics().mutex);
  for (const auto& [name, metric] : Metrics().metrics) {
    for (const auto& [tags, cell] : metric->cells) {
      Taken taken{cell.get()};
      bool is_any = false;
      if (metric->kind == Kind::kHistogram) {
        const std::lock_guard buckets(cell->mutex);
        taken.buckets = cell->buckets;
        is_any = std::ranges::any_of(taken.buckets, [](const auto& b) { return b.count > 0; });
      } else {
        is_any = metric->kind == Kind::kGauge ? cell->is_set.exchange(false) : cell->value != 0;
        taken.value = cell->value;
      }
      if (is_any) all.push_back(std::move(taken));
    }
  }
  return all;
}

Row RowOf(const Taken& taken) {
  const Metric& metric = taken.cell->metric;
  std::vector<std::tuple<double, std::uint64_t>> numbers;
  if (metric.kind != Kind::kHistogram) numbers.emplace_back(taken.value, 1);
  for (const MetricCell::Bucket& bucket : taken.buckets) {
    if (bucket.count > 0)
      numbers.emplace_back(bucket.sum / static_cast<double>(bucket.count), bucket.count);
  }
  return {TextOf(metric.kind), metric.name,      metric.description, metric.tag_keys,
          metric.boundaries,   taken.cell->tags, std::move(numbers)};
}

void TakeOff(const Taken& taken) {
  if (taken.cell->metric.kind == Kind::kCounter) taken.cell->value -= taken.value;
  const std::lock_guard lock(taken.cell->mutex);
  for (std::size_t i = 0; i < taken.buckets.size(); ++i) {
    taken.cell->buckets[i].sum -= taken.buckets[i].sum;
    taken.cell->buckets[i].count -= taken.buckets[i].count;
  }
}

void PutBack(const Taken& taken) {
  if (taken.cell->metric.kind == Kind::kGauge) taken.cell->is_set = true;
}

}  // namespace

namespace api {

bool ReportMetrics() {
  const std::vector<Taken> all = Take();
  if (all.empty()) return false;
  std::vector<Row> rows;
  rows.reserve(all.size());
  for (const Taken& taken : all) rows.push_back(RowOf(taken));
  bool is_taken = false;
  try {
    is_taken = AskPython("goray._library.cpp_metrics:record", "goray::Counter", rows).As<bool>();
  } catch (...) {
    for (const Taken& taken : all) PutBack(taken);
    throw;
  }
  for (const Taken& taken : all) is_taken ? TakeOff(taken) : PutBack(taken);
  return is_taken;
}

}  // namespace api

namespace detail {

TaggedMetric::TaggedMetric(Kind kind, std::string_view name, std::string_view description,
                           std::vector<std::string> tag_keys, std::vector<double> boundaries) {
  CheckDefinition(kind, name, tag_keys, boundaries);
  {
    const std::lock_guard lock(Metrics().mutex);
    std::unique_ptr<Metric>& metric = Metrics().metrics[std::string(name)];
    if (!metric) {
      metric = std::make_unique<Metric>(Metric{kind, std::string(name), std::string(description),
                                               std::move(tag_keys), std::move(boundaries)});
    } else if (metric->kind != kind || metric->tag_keys != tag_keys ||
               metric->boundaries != boundaries) {
      throw ValueError("metric '" + metric->name + "' is there already, as a " +
                       TextOf(metric->kind) + " with the tags: " + Listed(metric->tag_keys) +
                       "; give this one another name, or the same tags and boundaries");
    }
    metric_ = metric.get();
  }
  Add({});
}

void TaggedMetric::Add(const Tags& more) {
  for (const auto& [key, value] : more) {
    if (std::ranges::find(metric_->tag_keys, key) == metric_->tag_keys.end()) {
      throw ValueError("metric '" + metric_->name + "' has no tag '" + key +
                       "'; its tags: " + Listed(metric_->tag_keys));
    }
    tags_[key] = value;
  }
  cell_ = nullptr;
  if (tags_.size() < metric_->tag_keys.size()) return;
  const std::lock_guard lock(Metrics().mutex);
  std::unique_ptr<MetricCell>& cell = metric_->cells[tags_];
  const bool is_histogram = metric_->kind == Kind::kHistogram;
  if (!cell) {
    cell = std::make_unique<MetricCell>(*metric_, tags_,
                                        is_histogram ? metric_->boundaries.size() + 1 : 0);
  }
  cell_ = cell.get();
}

void TaggedMetric::FailTags() const {
  std::vector<std::string> missing;
  for (const std::string& key : metric_->tag_keys) {
    if (!tags_.contains(key)) missing.push_back(key);
  }
  throw ValueError("metric '" + metric_->name + "': these tags have no value: " + Listed(missing) +
                   "; give them by With()");
}

}  // namespace detail

void Counter::Increment(double by) const {
  if (!(by > 0) || !std::isfinite(by)) {
    throw ValueError("counter '" + Cell().metric.name +
                     "' grows by what is positive and finite, not by " + std::to_string(by));
  }
  Cell().value += by;
  api::KeepReporting();
}

void Gauge::Set(double value) const {
  detail::MetricCell& cell = Cell();
  cell.value = value;
  cell.is_set = true;
  api::KeepReporting();
}

void Histogram::Observe(double value) const {
  detail::MetricCell& cell = Cell();
  const detail::Metric& metric = cell.metric;
  if (!std::isfinite(value))
    throw ValueError("histogram '" + metric.name + "' was given a number that is not finite");
  const auto at = std::ranges::lower_bound(metric.boundaries, value) - metric.boundaries.begin();
  {
    const std::lock_guard lock(cell.mutex);
    detail::MetricCell::Bucket& bucket = cell.buckets[static_cast<std::size_t>(at)];
    bucket.sum += value;
    ++bucket.count;
  }
  api::KeepReporting();
}

}  // namespace goray
