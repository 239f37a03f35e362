// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

int total();
struct GORAY_TASKS total {
  int Add(int a, int b) const;
};
