// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/metrics.h>
#include <goray/goray.h>
#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <thread>

#include "../ffi/fake_host.h"
#include "api/metrics/reporter.h"

namespace goray::testing {
namespace {

using Numbers = std::vector<std::tuple<double, std::uint64_t>>;
using Row = std::tuple<std::string, std::string, std::string, std::vector<std::string>,
                       std::vector<double>, Tags, Numbers>;

// What Python is given of the metric, and that it is connected to Ray.
std::optional<Row> Reported(const std::string& name, bool is_connected = true) {
  FakeHost host([&](const Asked&) { return Answer{0, is_connected ? "\xc3" : "\xc2"}; });
  api::ReportMetrics();
  for (const Asked& asked : host.asked()) {
    const std::string data = ArgumentsOf(asked);
    wire::Reader reader(std::as_bytes(std::span(data)));
    for (const Row& row : Codec<std::vector<Row>>::Read(reader)) {
      if (std::get<1>(row) == name) return row;
    }
  }
  return std::nullopt;
}

template <typename F>
std::string RefusalOf(F f) {
  try {
    f();
  } catch (const ValueError& error) {
    return error.what();
  }
  return "none";
}

TEST(Metrics, ACounterIsReportedAsWhatItHasGrownBy) {
  const Counter calls("calls_total", "Calls.");
  calls.Increment();
  Counter("calls_total").Increment(2.5);
  EXPECT_EQ(Reported("calls_total"),
            (Row{"counter", "calls_total", "Calls.", {}, {}, {}, {{3.5, 1}}}));
  EXPECT_EQ(Reported("calls_total"), std::nullopt);
  calls.Increment(4);
  EXPECT_EQ(std::get<Numbers>(Reported("calls_total").value()), (Numbers{{4, 1}}));
}

TEST(Metrics, NothingIsLostWhilePythonIsNotConnected) {
  const Counter counter("unconnected_counter");
  const Gauge gauge("unconnected_gauge");
  const Histogram histogram("unconnected_histogram", {1});
  counter.Increment();
  gauge.Set(-2);
  histogram.Observe(3);
  Reported("unconnected_counter", false);
  counter.Increment();
  EXPECT_EQ(std::get<Numbers>(Reported("unconnected_counter", false).value()), (Numbers{{2, 1}}));
  EXPECT_EQ(std::get<Numbers>(Reported("unconnected_gauge", false).value()), (Numbers{{-2, 1}}));
  EXPECT_EQ(std::get<Numbers>(Reported("unconnected_histogram").value()), (Numbers{{3, 1}}));
}

TEST(Metrics, TheLastValueOfAGaugeIsReportedOnce) {
  const Gauge gauge("gauge");
  gauge.Set(1);
  gauge.Set(0);
  EXPECT_EQ(std::get<Numbers>(Reported("gauge").value()), (Numbers{{0, 1}}));
  EXPECT_EQ(Reported("gauge"), std::nullopt);
}

TEST(Metrics, AHistogramIsReportedByItsBuckets) {
  const Histogram seconds("seconds", {1, 10}, "Of a call.");
  for (const double value : {0.5, 1.0, 4.0, 100.0, 0.75}) seconds.Observe(value);
  EXPECT_EQ(
      Reported("seconds"),
      (Row{"histogram", "seconds", "Of a call.", {}, {1, 10}, {}, {{0.75, 3}, {4, 1}, {100, 1}}}));
}

TEST(Metrics, TagsHaveValuesOfTheirOwn) {
  const Counter orders("orders", "", {"currency", "kind"});
  const Counter euros = orders.With({{"currency", "EUR"}});
  euros.With({{"kind", "new"}}).Increment();
  euros.With({{"currency", "CHF"}, {"kind", "new"}});
  EXPECT_EQ(std::get<Tags>(Reported("orders").value()),
            (Tags{{"currency", "EUR"}, {"kind", "new"}}));
  EXPECT_EQ(RefusalOf([&] { euros.Increment(); }),
            "metric 'orders': these tags have no value: kind; give them by With()");
  EXPECT_EQ(RefusalOf([&] { orders.With({{"curency", "EUR"}}); }),
            "metric 'orders' has no tag 'curency'; its tags: currency, kind");
}

TEST(Metrics, WhatCannotBeIsRefused) {
  const Counter taken("taken");
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(
      RefusalOf([] { Gauge("taken"); }),
      "metric 'taken' is there already, as a counter with the tags: none; give this one another "
      "name, or the same tags and boundaries");
  EXPECT_EQ(RefusalOf([] { Counter("taken", "", {"kind"}); }), RefusalOf([] { Gauge("taken"); }));
  EXPECT_EQ(RefusalOf([] { Counter("1a"); }),
            "metric '1a': a name has letters, digits and _, and begins with none of the digits");
  EXPECT_NE(RefusalOf([] { Counter("a:b"); }), "none");
  EXPECT_NE(RefusalOf([] { Counter(""); }), "none");
  EXPECT_EQ(RefusalOf([] { Counter("a", "", {"kind", "way", "kind"}); }),
            "metric 'a': a tag is named twice: kind, way, kind");
  EXPECT_EQ(RefusalOf([&] { taken.Increment(0); }),
            "counter 'taken' grows by what is positive and finite, not by 0.000000");
  EXPECT_NE(RefusalOf([&] { taken.Increment(kNan); }), "none");
  EXPECT_EQ(RefusalOf([] { Histogram("h", {2, 1}); }),
            "histogram 'h': boundaries are positive, finite and ascending");
  EXPECT_EQ(RefusalOf([] { Histogram("h", {}); }), "histogram 'h': it needs a boundary");
  EXPECT_NE(RefusalOf([&] { Histogram("h", {1}).Observe(kNan); }), "none");
}

TEST(Metrics, ThreadsCountTogether) {
  const Counter counter("together");
  const auto count = [&] {
    for (int i = 0; i < 10'000; ++i) counter.Increment();
  };
  std::thread one(count);
  std::thread two(count);
  one.join();
  two.join();
  EXPECT_EQ(std::get<Numbers>(Reported("together").value()), (Numbers{{20'000, 1}}));
}

}  // namespace
}  // namespace goray::testing
