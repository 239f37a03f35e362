// SPDX-License-Identifier: Apache-2.0
// compiled by: no-such-compiler -O2
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};
