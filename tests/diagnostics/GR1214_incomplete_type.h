// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct Order;
struct GORAY_TASKS Tasks {
  double Price(const Order& order) const;
};
