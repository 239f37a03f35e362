// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/annotations.h>

struct GORAY_TASKS Tasks {
  GORAY_REMOTE(num_cpus = 1 << 2) int One() const;
  GORAY_REMOTE(num_cpus) int Two() const;
  GORAY_REMOTE() int Three() const;
  GORAY_REMOTE(num_cpus = 1, num_cpus = 2) int Four() const;
};
