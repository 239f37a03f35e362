// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  GORAY_REMOTE(num_cpu = 4) int One() const;
  GORAY_REMOTE(num_returns = 2) int Two() const;
  GORAY_REMOTE(max_restarts = 2) int Three() const;
};
