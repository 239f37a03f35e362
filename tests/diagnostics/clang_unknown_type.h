// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  int Add(Number a, int* b) const;
};
int Add(int a, int b);
double Add(int a, int b);
