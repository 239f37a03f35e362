// SPDX-License-Identifier: Apache-2.0
#include <goray/goray.h>

struct Point {
  int row;
};
struct GORAY_TASKS More {
  int Row(Point point) const { return point.row; }
};
