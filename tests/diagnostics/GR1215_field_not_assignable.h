// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

struct Flags {
  const int version;
  unsigned ready : 1;
};
struct GORAY_TASKS Tasks {
  int Count(Flags flags) const;
};
