// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <string>

struct GORAY_TASKS Tasks {
  goray::Async<int> Twice(int value) const;
  int Twice(std::string value) const;
};
