// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <vector>

class Money {
 public:
  explicit Money(long cents);

 private:
  long cents_;
};
struct Order {
  Money price;
};
struct GORAY_TASKS Tasks {
  long Total(std::vector<Order> orders) const;
};
