// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <map>

struct GORAY_TASKS Tasks {
  int Count(std::map<double, int> histogram) const;
};
