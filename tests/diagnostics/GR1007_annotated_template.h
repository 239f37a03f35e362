// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

template <typename T>
struct GORAY_TASKS Tasks {
  T Add(T a, T b) const;
};
