// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

union Number {
  int integer;
  double real;
};
struct GORAY_TASKS Tasks {
  double Twice(Number number) const;
};
