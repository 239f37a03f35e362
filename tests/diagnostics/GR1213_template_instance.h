// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

template <typename T>
struct Pair {
  T first;
  T second;
};
struct GORAY_TASKS Tasks {
  int Sum(Pair<int> pair) const;
};
