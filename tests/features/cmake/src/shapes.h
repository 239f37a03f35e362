#pragma once
#include <goray/goray.h>

#include <vector>

namespace shapes {

/// A point.
struct Point {
  double x = 0;
  double y = 0;
};

struct GORAY_TASKS Tasks {
  /// The same points, moved by `by`.
  std::vector<Point> Move(const std::vector<Point>& points, const Point& by) const;
};

}  // namespace shapes
