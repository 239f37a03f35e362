// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

GORAY_TASKS struct Tasks {
  int Add(int a, int b) const;
};

struct GORAY_ACTORS Actors {
  struct Counter {
    int Get() const;
  };
  Counter NewCounter(GORAY_IGNORE int start) const;
};
