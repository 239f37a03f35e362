// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <cstdint>
#include <span>

struct Trades {
  std::span<const std::int64_t> size;
  std::span<const double> price;
};
struct GORAY_TASKS Tasks {
  double Value(const Trades& trades) const;
};
