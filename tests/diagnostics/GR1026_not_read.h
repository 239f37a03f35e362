// SPDX-License-Identifier: Apache-2.0
// beside a FIFO: pipe.h
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};
