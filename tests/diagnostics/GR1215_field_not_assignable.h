// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct Flags {
  const int version;
  unsigned ready : 1;
};
struct GORAY_TASKS Tasks {
  int Count(Flags flags) const;
};
