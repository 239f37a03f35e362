// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <functional>

struct GORAY_TASKS Tasks {
  int Apply(std::function<int(int)> function, int value) const;
  int Call(int (*function)(int), int value) const;
};
