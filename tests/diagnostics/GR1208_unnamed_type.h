// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

namespace {
struct Point {
  double x;
};
}  // namespace
struct Shape {
  struct {
    double width;
  } box;
};
struct GORAY_TASKS Tasks {
  double Norm(Point point) const;
  double Area(Shape shape) const;
};
