// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

GORAY_TASKS int Add(int a, int b);

struct GORAY_TASKS Tasks {
  GORAY_NAME("x") int field = 0;
  GORAY_DRIVER int Main() const;
};
