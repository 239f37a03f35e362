// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <vector>

struct GORAY_TASKS Tasks {
  int Count(goray::Args args, int base) const;
  int All(std::vector<goray::Args> args) const;
};
