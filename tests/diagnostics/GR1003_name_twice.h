// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};
struct GORAY_TASKS More {
  double Add(double a, double b) const;
};
