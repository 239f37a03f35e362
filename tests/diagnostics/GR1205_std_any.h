// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <goray/goray.h>

#include <any>

struct GORAY_TASKS Tasks {
  std::any Same(std::any value) const;
};
