// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct Point {
  double coordinates[3];
};
struct GORAY_TASKS Tasks {
  double Norm(Point point) const;
  int Sum(int values[4]) const;
};
