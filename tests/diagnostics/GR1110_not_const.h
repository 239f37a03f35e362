// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  int Next();
  static int Add(int a, int b);
  GORAY_IGNORE void Reset();
  int Sub(int a, int b) const;
};
