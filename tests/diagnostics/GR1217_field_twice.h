// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct Base {
  int id;
};
struct Order : Base {
  int id;
};
struct GORAY_TASKS Tasks {
  int Id(Order order) const;
};
