// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <vector>

struct GORAY_TASKS Tasks {
  void Normalize(std::vector<double>& values) const;
};
