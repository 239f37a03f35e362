// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

inline int Use() {
  struct GORAY_TASKS Local {
    int Add(int a, int b) const { return a + b; }
  };
  return Local().Add(1, 2);
}
