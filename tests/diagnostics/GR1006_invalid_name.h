// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  GORAY_NAME("add-two") int Add(int a, int b) const;
};
