// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  explicit Tasks(int seed);
  int Add(int a, int b) const;
};
struct GORAY_TASKS Abstract {
  virtual int Sub(int a, int b) const = 0;
};
