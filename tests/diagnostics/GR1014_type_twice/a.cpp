// SPDX-License-Identifier: Apache-2.0
#include <goray/goray.h>

struct Point {
  double x;
};
struct GORAY_TASKS Tasks {
  double Norm(Point point) const { return point.x; }
};
