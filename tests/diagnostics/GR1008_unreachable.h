// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

namespace {
struct GORAY_TASKS Tasks {
  int Add(int a, int b) const;
};
}  // namespace

class App {
  struct GORAY_TASKS Hidden {
    int Sub(int a, int b) const;
  };
};
