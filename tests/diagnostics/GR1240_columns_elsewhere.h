// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/arrow.h>
#include <goray/goray.h>

#include <cstdint>
#include <span>
#include <vector>

struct Trades {
  std::span<const std::int64_t> size;
  std::span<const double> price;
};
struct Day {
  Trades trades;
};
struct GORAY_TASKS Tasks {
  double Value(const Trades& trades) const;
  Trades Largest(const Trades& trades) const;
  double Values(const std::vector<Trades>& trades) const;
  double OfDay(const Day& day) const;
};
