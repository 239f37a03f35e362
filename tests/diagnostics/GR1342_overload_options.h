// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  GORAY_REMOTE(num_cpus = 1) int Twice(int value) const;
  GORAY_REMOTE(num_cpus = 2) double Twice(double value) const;
};
