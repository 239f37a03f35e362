// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

struct Circle {
  double Area() const;
};
struct Square {
  double Area() const;
};

struct GORAY_ACTORS Actors {
  Circle NewShape(double radius) const;
  Square NewShape(double width, double height) const;
};
