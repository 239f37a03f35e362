// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <string>
#include <vector>

struct Person {
  std::string name;
};
struct Order {
  Person* owner;
};
struct GORAY_TASKS Tasks {
  double Price(std::vector<Order> orders) const;
  int Length(char* text) const;
  const char* Name() const;
};
